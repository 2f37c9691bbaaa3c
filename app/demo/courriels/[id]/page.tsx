import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { formatMoment } from "@/lib/i18n/format-moment";
import { findFolderMail } from "@/lib/platform/mailer-folder";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { requireDemonstration } from "../require-demonstration";

/** One mail of the demonstration, as its reader sees it and as plain text. */
export default async function MailPage({ params }: PageProps<"/demo/courriels/[id]">) {
  const folder = await requireDemonstration();
  const { id } = await params;
  const mail = (await findFolderMail(folder, id)) ?? notFound();
  const t = await getTranslations("demo.mails");
  return (
    <>
      <p className="mb-4">
        <a href={routes.demoMails()}>{t("back")}</a>
      </p>
      <PageHeading title={mail.subject} documentTitle={await documentTitle(mail.subject)} />
      <DescriptionList
        items={[
          { term: t("to"), details: mail.to },
          { term: t("sentAt"), details: formatMoment(mail.sentAt) },
        ]}
      />
      {/* The mail runs nothing and reads nothing of ours; its links lead on in this very window, once clicked. */}
      <iframe
        src={`${routes.demoMails()}/${id}/contenu`}
        title={t("content", { subject: mail.subject })}
        sandbox="allow-top-navigation-by-user-activation"
        className="mt-6 h-[48rem] w-full rounded-lg border border-line"
      />
      <details className="mt-6">
        <summary className="cursor-pointer py-2 font-semibold">{t("plainText")}</summary>
        <pre className="mt-2 whitespace-pre-wrap rounded-lg border border-line bg-surface-raised p-4 font-sans">
          {mail.text}
        </pre>
      </details>
    </>
  );
}
