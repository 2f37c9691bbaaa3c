import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeading } from "@/app/_ui/page-heading";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { findRequestableWorkspaces } from "@/lib/attachment/find-requestable-workspaces";
import { permitFor } from "@/lib/attachment/permit-for";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { SuspendedAttachments } from "../../rattachements/suspended-attachments";
import { ChooseStructure } from "./choose-structure";
import { RequestForm } from "./request-form";

/** S-12: which workspaces, for which structure. The structure is chosen first: the rest depends on it. */
export default async function RequestSubscriptionPage({ searchParams }: PageProps<"/mon-compte/abonnements/nouveau">) {
  const actor = await requireAccount();
  const t = await getTranslations("subscriptions.new");
  const { structure: wanted } = await searchParams;
  const own = actor.attachments.filter(({ status }) => status === "approved");
  const active = own.filter(({ structureStatus }) => structureStatus === "active");
  const chosen = active.find(({ structureId }) => structureId === wanted) ?? (active.length === 1 ? active[0] : null);
  const title = await documentTitle(t("title"));

  if (chosen) {
    const permit = permitFor(actor, chosen.structureId, "request-subscription") ?? notFound();
    const offer = await findRequestableWorkspaces(await live(), permit);
    const nothing = offer.workspaces.length === 0;
    return (
      <>
        <PageHeading title={t("title")} lead={t("lead")} documentTitle={nothing ? title : undefined} />
        {nothing ? (
          <NothingToAskFor structure={chosen} anyOpen={offer.anyOpen} others={active.length > 1} />
        ) : (
          <RequestForm structure={chosen} offer={offer} title={title} others={active.length > 1} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeading title={t("title")} lead={active.length > 0 ? t("lead") : undefined} documentTitle={title} />
      {active.length > 0 ? (
        <ChooseStructure structures={active} />
      ) : own.length > 0 ? (
        <InactiveStructures />
      ) : (
        <NotAttached attachments={actor.attachments} />
      )}
    </>
  );
}

/** None is approved: they are suspended, or wait, or there is none. */
async function NotAttached({ attachments }: { attachments: OwnAttachment[] }) {
  const t = await getTranslations("subscriptions.new");
  if (attachments.some(({ status }) => status === "suspended"))
    return <SuspendedAttachments attachments={attachments} />;
  return attachments.length > 0 ? (
    <EmptyState action={<ButtonLink href={routes.myAccount()}>{t("seeAttachments")}</ButtonLink>}>
      {t("waitingAttachment")}
    </EmptyState>
  ) : (
    <EmptyState action={<ButtonLink href={routes.requestAttachment()}>{t("requestAttachment")}</ButtonLink>}>
      {t("noAttachment")}
    </EmptyState>
  );
}

async function InactiveStructures() {
  const messages = await getTranslations("messages");
  return <Banner tone="warning">{messages("M-26")}</Banner>;
}

/** Nothing open, or nothing left: what one can do instead. */
async function NothingToAskFor({
  structure: { structureId, role },
  anyOpen,
  others,
}: {
  structure: OwnAttachment;
  anyOpen: boolean;
  others: boolean;
}) {
  const t = await getTranslations("subscriptions.new");
  const next = mayAs(role, "manage-workspaces") ? (
    <ButtonLink href={routes.structureWorkspaces(structureId)}>{t("openSome")}</ButtonLink>
  ) : others ? (
    <ButtonLink href={routes.requestSubscription()}>{t("otherStructure")}</ButtonLink>
  ) : (
    <ButtonLink href={routes.myAccount()}>{t("backToAccount")}</ButtonLink>
  );
  return <EmptyState action={next}>{anyOpen ? t("nothingLeft") : t("nothingOpen")}</EmptyState>;
}
