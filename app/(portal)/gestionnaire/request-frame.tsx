import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { actSteps } from "@/app/_portal/act-steps";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { Timeline } from "@/app/_ui/timeline";
import type { RequestAct } from "@/lib/attachment/request-history";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/** A request with its facts, what to know before deciding, its life, and the way on. */
export async function RequestFrame({
  title,
  titled,
  requester,
  path,
  nextPath,
  isPending,
  mayApprove,
  isFrozen,
  isJustDecided,
  facts,
  history,
  expiresAt,
  children,
}: {
  title: string;
  /** A question is asked, and names the document. */
  titled: boolean;
  requester: string;
  path: string;
  /** The next one that waits; null: none. */
  nextPath: string | null;
  isPending: boolean;
  /** False: something hinders it, which `children` say. */
  mayApprove: boolean;
  /** Its author has closed his account: nothing is decided until he is back. */
  isFrozen: boolean;
  /** The manager comes from deciding it. */
  isJustDecided: boolean;
  facts: { term: string; details: ReactNode }[];
  /** Oldest first. */
  history: RequestAct[];
  /** Null: it does not expire. */
  expiresAt: Date | null;
  /** Warnings, and the question that is asked. */
  children: ReactNode;
}) {
  const t = await getTranslations("desk");
  return (
    <>
      <PageHeading title={title} documentTitle={titled ? undefined : await documentTitle(title)} />
      {isPending ? null : isJustDecided ? (
        <Banner tone="success" role="status">
          {t("request.done", { requester })}
        </Banner>
      ) : (
        <AlreadyDecided decision={history.findLast(({ kind }) => decisions.test(kind))} />
      )}
      {children}
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-3">
          {t("request.facts")}
        </h2>
        <DescriptionList items={facts} />
      </section>
      {isPending && !isFrozen ? (
        <p className="mt-6 flex flex-wrap gap-3">
          {mayApprove ? <ButtonLink href={`${path}?action=valider`}>{t("approve")}</ButtonLink> : null}
          <ButtonLink href={`${path}?action=refuser`} variant="secondary">
            {t("refuse")}
          </ButtonLink>
        </p>
      ) : null}
      <section aria-labelledby="timeline" className="mt-10">
        <h2 id="timeline">{t("request.timeline")}</h2>
        <Life history={history} expiresAt={isPending ? expiresAt : null} label={t("request.timeline")} />
      </section>
      <p className="mt-8 flex flex-wrap gap-3">
        {nextPath && (!isPending || isFrozen) ? <ButtonLink href={nextPath}>{t("request.next")}</ButtonLink> : null}
        <ButtonLink href={routes.desk()} variant="secondary">
          {t("request.back")}
        </ButtonLink>
      </p>
    </>
  );
}

/** What ends the waiting of a request; what came after is the life of an attachment. */
const decisions = /-(approved|refused|cancelled|expired)$/;

/** M-54 is no error: somebody was faster, and this is who, when and what. */
async function AlreadyDecided({ decision }: { decision: RequestAct | undefined }) {
  const t = await getTranslations("desk.request");
  const messages = await getTranslations("messages");
  const acts = await getTranslations("portal.history");
  if (!decision) return <Banner tone="info">{messages("M-54")}</Banner>;
  const act = acts(decision.kind);
  const date = formatMoment(decision.happenedAt);
  return (
    <Banner tone="info" title={messages("M-54")}>
      <p>
        {decision.actor
          ? t("lastAct", { act, date, by: t("bySomebody", { actor: decision.actor }) })
          : t("lastActAlone", { act, date })}
      </p>
      {decision.reason ? <p>{t("reason", { reason: decision.reason })}</p> : null}
    </Banner>
  );
}

async function Life({ history, expiresAt, label }: { history: RequestAct[]; expiresAt: Date | null; label: string }) {
  const t = await getTranslations("desk.request");
  const steps = await actSteps(history);
  if (expiresAt) steps.push({ key: "expires", title: t("expires"), when: formatDay(expiresAt), ahead: true });
  return <Timeline label={label} steps={steps} />;
}
