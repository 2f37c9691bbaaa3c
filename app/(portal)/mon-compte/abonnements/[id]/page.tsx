import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { StatusTag } from "@/app/_ui/status-tag";
import { type Actor, isAttached } from "@/lib/attachment/actor";
import { findOwnSubscription, type OwnSubscription } from "@/lib/attachment/find-own-subscription";
import { live } from "@/lib/platform/live";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { statusTones } from "../../status-tones";
import { structureNamer } from "../../structure-namer";
import { Announcement } from "./announcement";
import { GiveUpQuestion } from "./give-up-question";
import { Life } from "./life";

/** One's own subscription, or request for one: where it stands, who was told, what comes next. */
export default async function OwnSubscriptionPage({ params, searchParams }: PageProps<"/mon-compte/abonnements/[id]">) {
  const actor = await requireAccount();
  const { id } = await params;
  const { action, fait: done } = await searchParams;
  const own = (z.uuid().safeParse(id).success && (await findOwnSubscription(await live(), actor, id))) || notFound();
  const t = await getTranslations("subscriptions.own");
  const organisations = await getTranslations("organisations");
  const workspace = organisations(`workspaces.${own.workspace}.label`);
  const title = t("title", { workspace });
  return (
    <>
      <PageHeading title={title} documentTitle={await documentTitle(title)} />
      <Announcement own={own} done={done} />
      <GiveUpQuestion own={own} action={action} />
      <Facts own={own} />
      {own.status === "active" ? <p className="mt-4 max-w-prose text-ink-soft">{t("changeAccess")}</p> : null}
      <NextSteps own={own} actor={actor} />
      <section aria-labelledby="life" className="mt-10">
        <h2 id="life">{t("life")}</h2>
        <Life own={own} contactEmail={actor.contactEmail} label={t("life")} />
      </section>
      {own.together.length > 0 ? (
        <section aria-labelledby="together" className="mt-10">
          <h2 id="together">{t("together")}</h2>
          <ul className="mt-3 grid gap-2">
            {own.together.map((other) => (
              <li key={other.subscriptionId} className="flex flex-wrap items-center gap-3">
                <a href={routes.ownSubscription(other.subscriptionId)}>
                  {organisations(`workspaces.${other.workspace}.label`)}
                </a>
                <StatusTag tone={statusTones[other.status]}>
                  {organisations(`subscriptionStatus.${other.status}`)}
                </StatusTag>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

async function Facts({ own }: { own: OwnSubscription }) {
  const t = await getTranslations("subscriptions.own");
  const organisations = await getTranslations("organisations");
  const { identifierType, identifier } = own.structure;
  const name = (await structureNamer())(own.structure);
  return (
    <DescriptionList
      items={[
        { term: t("structure"), details: `${name} (${maskedIdentifier(identifierType, identifier)})` },
        { term: t("department"), details: own.department ?? t("allDepartments") },
        { term: t("access"), details: organisations(`access.${own.access}`) },
        {
          term: t("status"),
          details: (
            <StatusTag tone={statusTones[own.status]}>{organisations(`subscriptionStatus.${own.status}`)}</StatusTag>
          ),
        },
        ...(own.comment ? [{ term: t("comment"), details: own.comment }] : []),
        ...(own.refusalReason ? [{ term: t("reason"), details: own.refusalReason }] : []),
      ]}
    />
  );
}

/** What one can do about it now. */
async function NextSteps({ own, actor }: { own: OwnSubscription; actor: Actor }) {
  const t = await getTranslations("subscriptions.own");
  const organisations = await getTranslations("organisations");
  const path = routes.ownSubscription(own.subscriptionId);
  const workspace = organisations(`workspaces.${own.workspace}.label`);
  const mayEnter = actor.subscriptions.some((other) => other.workspace === own.workspace);
  return (
    <p className="mt-6 flex flex-wrap gap-3">
      {own.status === "active" && mayEnter ? (
        <ButtonLink href={routes.workspace(own.workspace)}>{t("open", { workspace })}</ButtonLink>
      ) : null}
      {own.status === "pending" ? (
        <ButtonLink href={`${path}?action=annuler`} variant="secondary">
          {t("cancel")}
        </ButtonLink>
      ) : null}
      {own.status === "active" ? (
        <ButtonLink href={`${path}?action=terminer`} variant="secondary">
          {t("end")}
        </ButtonLink>
      ) : null}
      {isAttached(actor) ? (
        <ButtonLink href={`${routes.requestSubscription()}?structure=${own.structure.structureId}`} variant="secondary">
          {t("askAgain")}
        </ButtonLink>
      ) : null}
      <ButtonLink href={routes.myAccount()} variant="secondary">
        {t("back")}
      </ButtonLink>
    </p>
  );
}
