import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { CancelLink } from "@/app/_ui/cancel-link";
import { DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { PageHeading } from "@/app/_ui/page-heading";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SectionLinks } from "@/app/_ui/section-links";
import { StatusTag } from "@/app/_ui/status-tag";
import { SubmitButton } from "@/app/_ui/submit-button";
import { readTableView } from "@/app/_ui/table-view";
import { formatMoment } from "@/lib/i18n/format-moment";
import { findOperation, type OperationReport } from "@/lib/operation/find-operation";
import type { ReportRow } from "@/lib/operation/find-report";
import { MAX_LIVE, subjectOf } from "@/lib/operation/operation";
import { live } from "@/lib/platform/live";
import { carryOutAfterAnswer } from "@/lib/web/begin-operation";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes, safeReturnPath } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { cancel, resume } from "./actions";
import { outcomeSentences } from "./outcome-sentences";
import { ProgressWatch } from "./progress-watch";

const sortable = ["position", "label", "status"] as const;

const tones = { waiting: "neutral", done: "success", failed: "danger" } as const;

/** One act on many rows: how far it has come, then what became of each row (R-907, R-1404). */
export default async function OperationPage({ params, searchParams }: PageProps<"/operations/[id]">) {
  const actor = await requireAccount();
  const operationId = rowId((await params).id);
  const asked = await searchParams;
  const failedOnly = asked.erreurs === "oui";
  const view = readTableView(asked, { sortable, pageSize: 50 });
  const sort = sortable.find((key) => key === view.sort) ?? "position";
  const operation =
    (await findOperation(await live(), actor, { operationId, failedOnly, ...view, sort })) ?? notFound();
  // Whoever was at it is gone: this visit takes it up again. Much later, its person is asked first.
  if (operation.state === "stalled") carryOutAfterAnswer(actor, operationId);

  const t = await getTranslations("operations");
  const path = routes.operation(operationId);
  const title = await titleOf(operation);
  const { total, done, failed, createdAt, overAt } = operation;
  const subject = subjectOf(operation.kind);
  const treated = done + failed;
  const date = formatMoment(createdAt);
  const lead = overAt
    ? t("leadOver", { date, over: formatMoment(overAt) })
    : t(operation.state === "interrupted" ? "leadInterrupted" : "lead", { date });
  return (
    <>
      <PageHeading title={title} documentTitle={await documentTitle(title)} lead={lead} />
      {asked.refus === "trop" ? (
        <Banner tone="warning" role="status">
          {t("tooMany", { max: MAX_LIVE })}
        </Banner>
      ) : null}
      {overAt ? (
        <>
          <Outcome operation={operation} />
          <Report operation={operation} view={view} path={path} failedOnly={failedOnly} />
        </>
      ) : (
        <>
          {operation.state === "stalled" ? <p className="mb-3">{t("stalled")}</p> : null}
          {operation.state === "interrupted" ? (
            <Interrupted operationId={operationId} treated={treated} total={total} />
          ) : (
            <ProgressWatch
              path={routes.operationProgress(operationId)}
              label={t("progressLabel")}
              initial={{
                treated,
                total,
                isOver: false,
                text: t("progress", { treated, total }),
                spoken: t("progressSpoken", { treated, total }),
              }}
            />
          )}
          <p className="mt-6 flex flex-wrap gap-3">
            {operation.state === "interrupted" ? null : (
              <ButtonLink href={path} variant="secondary">
                {t("refresh")}
              </ButtonLink>
            )}
            <ButtonLink href={`${path}?action=annuler`} variant="secondary">
              {t("cancel")}
            </ButtonLink>
          </p>
          {asked.action === "annuler" ? <CancelQuestion operationId={operationId} treated={treated} /> : null}
        </>
      )}
      <p className="mt-8 flex flex-wrap gap-3">
        {/* What we wrote ourselves; looked at again all the same (SEC-08). */}
        <ButtonLink
          href={safeReturnPath(operation.returnPath) ?? routes.portalHome()}
          variant={overAt ? "primary" : "secondary"}
        >
          {t(`back.${subject}`)}
        </ButtonLink>
        {overAt ? (
          <ButtonLink href={routes.operationReport(operationId)} variant="secondary">
            {t("download")}
          </ButtonLink>
        ) : null}
      </p>
    </>
  );
}

async function titleOf({ kind }: OperationReport): Promise<string> {
  const t = await getTranslations("operations.titles");
  // The name comes from the database, where another release may have written it.
  return t.has(kind as "unknown") ? t(kind as "unknown") : t("unknown");
}

async function Outcome({ operation: { kind, state, total, done, failed } }: { operation: OperationReport }) {
  const t = await getTranslations("operations");
  const left = total - done - failed;
  const subject = subjectOf(kind);
  return (
    <Banner tone={failed > 0 || left > 0 ? "warning" : "success"} role="status">
      {state === "cancelled"
        ? t("cancelled", { subject, done, failed, left })
        : t("finished", { subject, done, failed })}
    </Banner>
  );
}

/** Nobody is at it, and it is too old to go on unasked (R-1404). */
async function Interrupted({ operationId, treated, total }: { operationId: string; treated: number; total: number }) {
  const t = await getTranslations("operations");
  return (
    <>
      <Banner tone="warning">{t("interrupted", { treated, total })}</Banner>
      <ActionForm action={resume} labels={await formLabels()} sharesPage>
        <input type="hidden" name="operationId" value={operationId} />
        <SubmitButton pendingLabel={t("resuming")}>{t("resume")}</SubmitButton>
      </ActionForm>
    </>
  );
}

async function CancelQuestion({ operationId, treated }: { operationId: string; treated: number }) {
  const t = await getTranslations("operations");
  return (
    <QuestionDialog title={t("cancelTitle")} consequences={<p className="my-4">{t("cancelText", { treated })}</p>}>
      <ActionForm action={cancel} labels={await formLabels()} sharesPage>
        <input type="hidden" name="operationId" value={operationId} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("cancelling")} variant="danger">
            {t("cancelConfirm")}
          </SubmitButton>
          <CancelLink href={`${routes.operation(operationId)}#action=annuler`}>{t("goOn")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}

async function Report({
  operation,
  view,
  path,
  failedOnly,
}: {
  operation: OperationReport;
  view: ReturnType<typeof readTableView>;
  path: string;
  failedOnly: boolean;
}) {
  const t = await getTranslations("operations");
  const sentenceOf = await outcomeSentences();
  const failedPath = `${path}?erreurs=oui`;
  const statusOf = ({ status }: ReportRow) =>
    status === "waiting" && operation.state === "cancelled" ? "left" : status;
  return (
    <section aria-labelledby="report" className="mt-10">
      <h2 id="report" className="mb-4">
        {t("report")}
      </h2>
      <SectionLinks
        label={t("filter")}
        current={failedOnly ? failedPath : path}
        links={[
          { href: path, label: t("allRows"), count: operation.total },
          { href: failedPath, label: t("failedRows"), count: operation.failed },
        ]}
      />
      <DataTable
        caption={t("caption")}
        columns={[
          {
            key: "label",
            heading: t(`row.${subjectOf(operation.kind)}`),
            cell: ({ label }) => <LongName>{label}</LongName>,
            sortable: true,
          },
          {
            key: "status",
            heading: t("status"),
            cell: (row) => <StatusTag tone={tones[row.status]}>{t(`statuses.${statusOf(row)}`)}</StatusTag>,
            sortable: true,
          },
          { key: "outcome", heading: t("outcome"), cell: ({ outcome }) => sentenceOf(outcome) },
        ]}
        rows={operation.rows}
        keyOf={({ position }) => String(position)}
        view={view}
        total={operation.rowCount}
        path={path}
        keep={failedOnly ? { erreurs: "oui" } : {}}
        empty={t("noFailure")}
      />
    </section>
  );
}
