import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { AccountAct } from "@/lib/administration/account-state";
import type { AccountFile } from "@/lib/administration/find-account-file";
import { formatDay } from "@/lib/i18n/format-moment";
import type { FormState } from "@/lib/web/form-state";
import { routes } from "@/lib/web/routes";
import { ActQuestion } from "../../act-question";
import { deactivate, dismiss, endSessions, reactivate, removeFactors, startReset, unlock } from "./actions";

/** What can be asked of one account, as the address names it. */
export const actNames = {
  "unlock-account": "debloquer",
  "reactivate-account": "reactiver",
  "dismiss-reactivation": "ecarter",
  "start-reset": "reinitialiser",
  "remove-factors": "retirer-facteurs",
  "end-sessions": "fermer-sessions",
  "deactivate-account": "desactiver",
} as const satisfies Record<AccountAct, string>;

const actions: Record<AccountAct, (previous: FormState, data: FormData) => Promise<FormState>> = {
  "unlock-account": unlock,
  "reactivate-account": reactivate,
  "dismiss-reactivation": dismiss,
  "start-reset": startReset,
  "remove-factors": removeFactors,
  "end-sessions": endSessions,
  "deactivate-account": deactivate,
};

const harmful: AccountAct[] = ["dismiss-reactivation", "remove-factors", "end-sessions", "deactivate-account"];
const checked: AccountAct[] = ["start-reset", "remove-factors"];

/** The act that the address asks for, with its consequences in words, before it happens (A11Y-25). */
export async function Question({ act, file, isOwn }: { act: AccountAct; file: AccountFile; isOwn: boolean }) {
  const t = await getTranslations("administration.acts");
  const { accountId, email } = file;
  const name = `${file.givenName} ${file.familyName}`;
  const vacant = file.attachments.filter(
    ({ role, status }) => role === "primary-manager" && (status === "approved" || status === "suspended"),
  );
  const count = isOwn ? file.sessions - 1 : file.sessions;
  return (
    <ActQuestion
      title={t(`titles.${act}`, { name })}
      consequence={t(`consequences.${act}`, { name, email, count })}
      submit={t(`names.${act}`)}
      action={actions[act]}
      hidden={[["accountId", accountId]]}
      back={`${routes.adminAccount(accountId)}#action=${actNames[act]}`}
      variant={harmful.includes(act) ? "danger" : "primary"}
      told={act === "deactivate-account" || act === "dismiss-reactivation"}
      checked={checked.includes(act)}
    >
      {act === "end-sessions" && isOwn ? <p className="mb-4">{t("ownSession")}</p> : null}
      {act === "reactivate-account" && file.eraseOn ? (
        <Banner tone="warning">{t("erasureCancelled", { date: formatDay(file.eraseOn) })}</Banner>
      ) : null}
      {act === "deactivate-account" && vacant.length > 0 ? (
        <>
          <p>{t("vacant")}</p>
          <ul className="mb-4 list-disc pl-6">
            {vacant.map(({ attachmentId, legalName, identifier }) => (
              <li key={attachmentId}>
                {legalName} ({identifier})
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </ActQuestion>
  );
}
