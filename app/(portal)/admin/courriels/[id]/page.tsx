import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { findMail } from "@/lib/administration/find-mail";
import type { ListedMail } from "@/lib/administration/find-mails";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { AdminFrame } from "../../admin-frame";
import { TrailTable } from "../../trail-table";
import { AgainQuestion } from "../again-question";
import { mailKindInWords, mailTones } from "../mail-names";

/** One mail: where it stands and why it failed, never what it says (SEC-25). */
export default async function MailPage({ params, searchParams }: PageProps<"/admin/courriels/[id]">) {
  const administrator = await requireAdministrator();
  const mail = (await findMail(await live(), administrator, rowId((await params).id))) ?? notFound();
  const query = await searchParams;
  const isDead = mail.status === "dead";
  const asks = isDead && query.action === "renvoyer";

  const t = await getTranslations("administration.mails");
  const kindInWords = await mailKindInWords();
  const path = routes.adminMail(mail.id);
  return (
    <AdminFrame title={kindInWords(mail.kind)} current={routes.adminMails()} titled={asks}>
      <p>
        <a href={routes.adminMails()} className="inline-flex min-h-11 items-center">
          {t("back")}
        </a>
      </p>
      {asks ? <AgainQuestion messageIds={[mail.id]} back={`${path}#action=renvoyer`} /> : null}
      {isDead ? (
        <p className="mt-3">
          <ButtonLink href={`${path}?action=renvoyer`}>{t("again")}</ButtonLink>
        </p>
      ) : null}
      <Facts mail={mail} />
      <TrailTable administrator={administrator} targetId={mail.id} query={query} path={path} />
    </AdminFrame>
  );
}

async function Facts({ mail }: { mail: ListedMail }) {
  const t = await getTranslations("administration.mails");
  const { status, nextTryAt, settledAt } = mail;
  return (
    <section aria-labelledby="courriel" className="mt-8">
      <h2 id="courriel">{t("facts")}</h2>
      <DescriptionList
        items={[
          {
            term: t("columns.status"),
            details: <StatusTag tone={mailTones[status]}>{t(`states.${status}`)}</StatusTag>,
          },
          { term: t("columns.recipient"), details: <span className="break-all">{mail.recipient}</span> },
          { term: t("columns.createdAt"), details: formatMoment(mail.createdAt) },
          { term: t("columns.attempts"), details: String(mail.attempts) },
          ...(nextTryAt ? [{ term: t("columns.nextTryAt"), details: formatMoment(nextTryAt) }] : []),
          ...(settledAt ? [{ term: t("settledAt"), details: formatMoment(settledAt) }] : []),
          { term: t("columns.lastError"), details: mail.lastError ?? t("noError") },
        ]}
      />
      {status === "dropped" ? <p className="mt-3 max-w-prose text-ink-soft">{t("dropped")}</p> : null}
    </section>
  );
}
