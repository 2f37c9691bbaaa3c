import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeading } from "@/app/_ui/page-heading";
import { StatusTag } from "@/app/_ui/status-tag";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextAreaField } from "@/app/_ui/text-area-field";
import type { Actor } from "@/lib/attachment/actor";
import { type Choice, type ChosenRequest, findChosenRequests } from "@/lib/attachment/find-chosen-requests";
import { COMMENT_LENGTH } from "@/lib/attachment/inputs";
import { MAX_ROWS } from "@/lib/operation/operation";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { approveChosen, refuseChosen } from "./actions";
import { type AskedSelection, readSelection } from "./asked-selection";

const LISTED = 50;

/** What was chosen in a table, and the one question about all of it. */
export async function Selection({
  of,
  actor,
  query,
}: {
  of: Choice["of"];
  actor: Actor;
  query: Record<string, string | string[] | undefined>;
}) {
  const t = await getTranslations("desk.selection");
  const ctx = await live();
  const asked = readSelection(query);
  const until = ctx.now();
  const choice: Choice = asked.everything ? { of, query: asked.search, until } : { of, ids: asked.ids };
  const requests = await findChosenRequests(ctx, actor, { ...choice, limit: MAX_ROWS });
  if (requests.length === 0) return <NothingChosen />;

  const approves = asked.action === "valider";
  const key = `${approves ? "approve" : "refuse"}${of === "attachments" ? "Attachments" : "Subscriptions"}` as const;
  const title = t(key, { count: requests.length });
  const doubtful = requests.filter(({ hasNamesake, hasEarlier }) => hasNamesake || hasEarlier).length;
  const unknown = asked.everything ? 0 : asked.ids.length - requests.length;
  return (
    <>
      <PageHeading title={title} />
      {doubtful > 0 ? <Banner tone="warning">{t("doubtful", { count: doubtful })}</Banner> : null}
      {unknown > 0 ? <Banner tone="warning">{t("unknown", { count: unknown })}</Banner> : null}
      {requests.length === MAX_ROWS ? <Banner tone="info">{t("tooMany", { max: MAX_ROWS })}</Banner> : null}
      <section aria-labelledby="chosen" className="mb-8">
        <h2 id="chosen">{t("list")}</h2>
        <ul className="mt-3 max-w-prose divide-y divide-line">
          {requests.slice(0, LISTED).map((request) => (
            <ChosenLine key={request.id} request={request} />
          ))}
        </ul>
        {requests.length > LISTED ? <p className="mt-3">{t("more", { count: requests.length - LISTED })}</p> : null}
      </section>
      <ActionForm
        action={approves ? approveChosen : refuseChosen}
        title={await documentTitle(title)}
        labels={await formLabels()}
        id="selection"
      >
        <input type="hidden" name="of" value={of} />
        <HiddenChoice asked={asked} until={until} />
        <p className="max-w-prose">
          {approves
            ? of === "attachments"
              ? t("approveAttachmentsText")
              : t("approveSubscriptionsText")
            : t("refuseText")}
        </p>
        {approves ? null : <Reason />}
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant={approves ? "primary" : "danger"} pendingLabel={t("pending")}>
            {approves ? t("confirmApprove") : t("confirmRefuse")}
          </SubmitButton>
          <ButtonLink href={routes.desk()} variant="secondary">
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </>
  );
}

async function ChosenLine({ request }: { request: ChosenRequest }) {
  const t = await getTranslations("desk.selection");
  const organisations = await getTranslations("organisations.workspaces");
  const { requester, legalName, workspace, departments } = request;
  const object = [...(workspace ? [organisations(`${workspace}.label`)] : []), ...departments];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span>
        <span className="font-semibold">{t("line", { requester, structure: legalName })}</span>
        {object.length > 0 ? <span className="block text-ink-soft text-sm">{object.join(" · ")}</span> : null}
      </span>
      {request.isPending ? null : <StatusTag tone="neutral">{t("stale")}</StatusTag>}
      {request.hasNamesake ? <StatusTag tone="warning">{t("namesake")}</StatusTag> : null}
      {request.hasEarlier ? <StatusTag tone="info">{t("earlier")}</StatusTag> : null}
    </li>
  );
}

/** The choice goes on as it was made: a search decides nothing that came after it was shown. */
function HiddenChoice({ asked, until }: { asked: AskedSelection; until: Date }) {
  if (asked.everything) {
    return (
      <>
        <input type="hidden" name="query" value={asked.search} />
        <input type="hidden" name="until" value={until.toISOString()} />
      </>
    );
  }
  return asked.ids.map((id) => <input key={id} type="hidden" name="ids" value={id} />);
}

async function Reason() {
  const t = await getTranslations("desk.refuseDialog");
  return <TextAreaField name="reason" label={t("reason")} help={t("reasonHelp")} maxLength={COMMENT_LENGTH} required />;
}

async function NothingChosen() {
  const t = await getTranslations("desk");
  const title = t("selection.noneTitle");
  return (
    <>
      <PageHeading title={title} documentTitle={await documentTitle(title)} />
      <EmptyState action={<ButtonLink href={routes.desk()}>{t("request.back")}</ButtonLink>}>
        {t("selection.none")}
      </EmptyState>
    </>
  );
}
