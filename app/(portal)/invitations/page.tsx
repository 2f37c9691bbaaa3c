import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeading } from "@/app/_ui/page-heading";
import { findOwnInvitations } from "@/lib/invitation/find-own-invitations";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { DeclineQuestion } from "./decline-question";
import { InvitationCard } from "./invitation-card";

/** The invitations to one's own address, and the answer to each (R-909, SEC-69). */
export default async function InvitationsPage({ searchParams }: PageProps<"/invitations">) {
  const actor = await requireAccount();
  const query = await searchParams;
  const t = await getTranslations("invitations.own");
  const invitations = await findOwnInvitations(await live(), actor);
  const open = invitations.filter(({ standing }) => standing === "open");
  const fallen = invitations.filter(({ standing }) => standing !== "open");
  const asked = query.action === "decliner" ? invitations.find(({ id }) => id === query.invitation) : undefined;
  const joined = actor.attachments.find(({ structureId }) => structureId === query.structure);
  return (
    <>
      <PageHeading
        title={t("title")}
        documentTitle={await documentTitle(t("title"))}
        lead={t("lead", { email: actor.email })}
      />
      {query.fait === "acceptee" ? (
        <Banner tone="success" role="status">
          {joined ? t("accepted", { structure: joined.label ?? joined.legalName }) : t("acceptedUnnamed")}
        </Banner>
      ) : null}
      {query.fait === "declinee" ? (
        <Banner tone="success" role="status">
          {t("declined")}
        </Banner>
      ) : null}
      {asked ? <DeclineQuestion invitation={asked} /> : null}
      <section aria-labelledby="open">
        <h2 id="open">{t("open")}</h2>
        {open.length === 0 ? (
          <EmptyState action={<a href={routes.requestAttachment()}>{t("emptyNext")}</a>}>{t("empty")}</EmptyState>
        ) : (
          <ul className="mt-4 grid gap-6">
            {open.map((invitation) => (
              <li key={invitation.id}>
                <InvitationCard invitation={invitation} alone={open.length === 1} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {fallen.length > 0 ? (
        <section aria-labelledby="fallen" className="mt-10">
          <h2 id="fallen">{t("fallen")}</h2>
          <ul className="mt-4 grid gap-6">
            {fallen.map((invitation) => (
              <li key={invitation.id}>
                <InvitationCard invitation={invitation} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
