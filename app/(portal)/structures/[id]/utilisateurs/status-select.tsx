import { getTranslations } from "next-intl/server";
import { inputLook } from "@/app/_ui/field-frame";
import { type AskedMembers, statusNames } from "./member-search";

/** The status by which a users table is searched. */
export async function StatusSelect({ asked }: { asked: AskedMembers }) {
  const t = await getTranslations("members");
  const statuses = await getTranslations("organisations.attachmentStatus");
  const labels = { valide: statuses("approved"), desactive: statuses("suspended") };
  return (
    <div className="grid gap-1.5">
      <label htmlFor="statut" className="font-semibold">
        {t("searchStatus")}
      </label>
      <select id="statut" name="statut" defaultValue={asked.keep.statut ?? ""} className={inputLook}>
        <option value="">{t("anyStatus")}</option>
        {statusNames.map((name) => (
          <option key={name} value={name}>
            {labels[name]}
          </option>
        ))}
      </select>
    </div>
  );
}
