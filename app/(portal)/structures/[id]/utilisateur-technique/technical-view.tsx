import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { formatMoment } from "@/lib/i18n/format-moment";
import type {
  FoundTechnicalAccount,
  ListedStructures,
  LivePassword,
} from "@/lib/technical-account/find-technical-account";

const tones = {
  active: "success",
  expired: "warning",
  suspended: "warning",
  unmanaged: "warning",
  deleted: "neutral",
} as const;

/** The technical account as it is: what R-830 says to everybody attached, the rest to the primary manager. */
export async function TechnicalView({ account }: { account: FoundTechnicalAccount }) {
  const t = await getTranslations("technical.facts");
  const states = await getTranslations("technical");
  const { state, since, login, expiresAt, contactEmail, details } = account;
  return (
    <DescriptionList
      items={[
        {
          term: t("state"),
          details: (
            <>
              <StatusTag tone={tones[state]}>{states(`state.${state}`)}</StatusTag>{" "}
              <span className="font-normal">
                {states(`stateSince.${state}`, { date: since ? formatMoment(since) : "unknown" })}
              </span>
            </>
          ),
        },
        { term: t("login"), details: login },
        ...(expiresAt ? [{ term: t("expiresAt"), details: formatMoment(expiresAt) }] : []),
        ...(details
          ? [
              { term: t("contact"), details: contactEmail ?? t("noContact") },
              { term: t("createdAt"), details: formatMoment(details.createdAt) },
              { term: t("lastUse"), details: details.lastUsedAt ? formatMoment(details.lastUsedAt) : t("neverUsed") },
              { term: t("access"), details: details.readOnly ? t("readOnly") : t("readAndDecide") },
              { term: t("reach"), details: details.only ? <Listed {...details.only} /> : t("allManaged") },
            ]
          : []),
      ]}
    />
  );
}

async function Listed({ managed, others }: ListedStructures) {
  const t = await getTranslations("technical.facts");
  return (
    <ul>
      {managed.map(({ structureId, designation }) => (
        <li key={structureId}>{designation}</li>
      ))}
      {others > 0 ? <li>{t("notManaged", { count: others })}</li> : null}
    </ul>
  );
}

/** Both passwords of a rotation, with their last use: one sees when the old one is used no more (SEC-80). */
export async function LivePasswords({ passwords }: { passwords: LivePassword[] }) {
  if (passwords.length < 2) return null;
  const t = await getTranslations("technical.passwords");
  return (
    <section aria-labelledby="passwords" className="mt-8">
      <h3 id="passwords">{t("heading")}</h3>
      <p className="mt-1 mb-3 max-w-prose text-ink-soft">{t("lead")}</p>
      <DescriptionList
        items={passwords.map(({ createdAt, expiresAt, lastUsedAt }, index) => ({
          term: index === 0 ? t("new") : t("old"),
          details: t("facts", {
            created: formatMoment(createdAt),
            expires: formatMoment(expiresAt),
            used: lastUsedAt ? formatMoment(lastUsedAt) : "never",
          }),
        }))}
      />
    </section>
  );
}
