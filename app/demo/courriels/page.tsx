import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeading } from "@/app/_ui/page-heading";
import { formatMoment } from "@/lib/i18n/format-moment";
import { listFolderMails } from "@/lib/platform/mailer-folder";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { requireDemonstration } from "./require-demonstration";

/** Every mail of the demonstration, newest first: the mailbox of everybody who plays in it. */
export default async function MailboxPage() {
  const folder = await requireDemonstration();
  const t = await getTranslations("demo.mails");
  const mails = await listFolderMails(folder);
  return (
    <>
      <PageHeading title={t("title")} lead={t("lead")} documentTitle={await documentTitle(t("title"))} />
      {mails.length === 0 ? (
        <EmptyState action={<ButtonLink href={routes.signUp()}>{t("createAccount")}</ButtonLink>}>
          {t("empty")}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface-raised" aria-label={t("title")}>
          {mails.map(({ key, to, subject, sentAt }) => (
            <li key={key} className="grid gap-1 p-4 sm:grid-cols-[1fr_auto] sm:items-baseline">
              <a href={`${routes.demoMails()}/${key}`} className="min-w-0 font-semibold">
                {subject}
              </a>
              <time dateTime={sentAt.toISOString()} className="text-ink-soft text-sm tabular-nums">
                {formatMoment(sentAt)}
              </time>
              <span className="min-w-0 break-all text-ink-soft text-sm">{t("recipient", { address: to })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
