import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import type { AccountState } from "@/lib/administration/account-state";
import type { AccountFile } from "@/lib/administration/find-account-file";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import { stateTones } from "../state-names";

/** What an account is: its state, since when and why, how its owner is reached, how he signs in. */
export async function AccountFacts({ file, state }: { file: AccountFile; state: Exclude<AccountState, "created"> }) {
  const t = await getTranslations("administration.account");
  const states = await getTranslations("administration.states");
  const administration = await getTranslations("administration");
  const dated = (term: string, moment: Date | null) => (moment ? [{ term, details: formatMoment(moment) }] : []);
  const { deactivationCause, deactivationReason } = file;
  return (
    <section aria-labelledby="compte" className="mt-8">
      <h2 id="compte">{t("facts")}</h2>
      <DescriptionList
        items={[
          { term: t("state"), details: <StatusTag tone={stateTones[state]}>{states(state)}</StatusTag> },
          ...(state === "locked" ? dated(t("lockedUntil"), file.lockedUntil) : []),
          ...(state === "deactivated" ? dated(t("deactivatedAt"), file.deactivatedAt) : []),
          ...(state === "deactivated" && deactivationCause
            ? [{ term: t("cause"), details: t(`causes.${deactivationCause}`) }]
            : []),
          // Of an account that nobody used, the line above says it in the reader's language.
          ...(state === "deactivated" && deactivationReason && deactivationCause !== "inactivity"
            ? [{ term: t("reason"), details: deactivationReason }]
            : []),
          ...dated(t("requestedAt"), file.reactivationRequestedAt),
          ...(file.eraseOn ? [{ term: t("eraseOn"), details: formatDay(file.eraseOn) }] : []),
          ...dated(t("erasedAt"), file.erasedAt),
          { term: t("email"), details: <span className="break-all">{file.email}</span> },
          { term: t("contactEmail"), details: <span className="break-all">{file.contactEmail}</span> },
          { term: t("phone"), details: file.phone ?? t("noPhone") },
          { term: t("language"), details: t(`languages.${file.language}`) },
          ...(file.isAdministrator ? [{ term: t("administrator"), details: t("administratorYes") }] : []),
          { term: t("secondFactor"), details: file.hasSecondFactor ? t("hasSecondFactor") : t("noSecondFactor") },
          { term: t("sessions"), details: String(file.sessions) },
          {
            term: t("lastSignInAt"),
            details: file.lastSignInAt ? formatMoment(file.lastSignInAt) : administration("never"),
          },
          ...dated(t("createdAt"), file.createdAt),
        ]}
      />
    </section>
  );
}
