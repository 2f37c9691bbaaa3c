import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { readTableView } from "@/app/_ui/table-view";
import { findOwnSessions, type OwnSession } from "@/lib/account/find-own-sessions";
import { live } from "@/lib/platform/live";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { CloseOthersQuestion, CloseQuestion } from "./questions";
import { SessionsTable, sortable } from "./sessions-table";

/** "Mes sessions": on which devices one is signed in, and how to close them (SEC-46, R-423). */
export default async function SessionsPage({ searchParams }: PageProps<"/mon-compte/sessions">) {
  const actor = await requireAccount();
  const sessions = await findOwnSessions(await live(), actor);
  const query = await searchParams;
  const view = readTableView(query, { sortable, descending: true });
  const t = await getTranslations("sessions");
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  return (
    <AccountFrame title={t("title")} current={routes.ownSessions()} lead={t("lead")}>
      <Done what={query.fait} />
      <Question action={query.action} sessionId={query.session} others={others} />
      <SessionsTable sessions={sessions} view={view} />
      <p className="mt-6 max-w-prose text-ink-soft text-sm">{t("networkHelp")}</p>
      {others.length === 0 ? <p className="mt-6">{t("onlyOne")}</p> : null}
      <p className="mt-6 flex flex-wrap gap-3">
        {others.length === 0 ? null : (
          <ButtonLink href={`${routes.ownSessions()}?action=fermer-autres`}>{t("closeOthers")}</ButtonLink>
        )}
        <ButtonLink href={routes.changePassword()} variant="secondary">
          {t("changePassword")}
        </ButtonLink>
      </p>
    </AccountFrame>
  );
}

/** The question of the address, while there is something to close. */
async function Question({ action, sessionId, others }: { action: unknown; sessionId: unknown; others: OwnSession[] }) {
  if (action === "fermer-autres") return others.length > 0 ? <CloseOthersQuestion /> : null;
  if (action !== "fermer") return null;
  const session = others.find((one) => one.sessionId === sessionId);
  if (session) return <CloseQuestion session={session} />;
  const t = await getTranslations("sessions");
  return <Banner tone="info">{t("alreadyClosed")}</Banner>;
}

const done = {
  fermee: ["success", "closed"],
  "toutes-fermees": ["success", "othersClosed"],
  "deja-fermee": ["info", "alreadyClosed"],
  "aucune-autre": ["info", "noneOpen"],
} as const;

async function Done({ what }: { what: unknown }) {
  const t = await getTranslations("sessions");
  const found = Object.entries(done).find(([name]) => name === what)?.[1];
  if (!found) return null;
  const [tone, sentence] = found;
  return (
    <Banner tone={tone} role="status">
      {t(sentence)}
    </Banner>
  );
}
