import { getTranslations } from "next-intl/server";
import { buttonLook } from "@/app/_ui/button-look";
import { inputLook } from "@/app/_ui/field-frame";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { routes } from "@/lib/web/routes";

/** The first step of S-12 where there are several structures: its answer is an address, so it works without scripts. */
export async function ChooseStructure({ structures }: { structures: OwnAttachment[] }) {
  const t = await getTranslations("subscriptions.new");
  return (
    <form method="get" action={routes.requestSubscription()} className="grid max-w-xl gap-6">
      <div className="grid gap-1.5">
        <label htmlFor="structure" className="font-semibold">
          {t("structure")}
          <span aria-hidden="true">{"\u00a0*"}</span>
        </label>
        <select id="structure" name="structure" required defaultValue="" className={inputLook}>
          <option value="">{t("chooseStructure")}</option>
          {structures.map(({ structureId, label, legalName, identifierType, identifier }) => (
            <option key={structureId} value={structureId}>
              {label ?? legalName} ({maskedIdentifier(identifierType, identifier)})
            </option>
          ))}
        </select>
      </div>
      <div className="flex flex-wrap gap-3">
        <button type="submit" className={buttonLook.primary}>
          {t("continue")}
        </button>
        <a href={routes.myAccount()} className={buttonLook.secondary}>
          {t("cancel")}
        </a>
      </div>
    </form>
  );
}
