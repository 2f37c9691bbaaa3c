import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { StatusTag } from "@/app/_ui/status-tag";
import { findOwnAttachment, type OwnAttachmentPage } from "@/lib/attachment/find-own-attachment";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { statusTones } from "../../status-tones";
import { structureNamer } from "../../structure-namer";
import { QuestionAbout, questionFor } from "./questions";
import { RequestTimeline } from "./request-timeline";
import { Standing } from "./standing";

/** One's own request or attachment: where it stands, who was told, what comes next, and how to change it (R-855, R-608). */
export default async function OwnAttachmentPageOf({
  params,
  searchParams,
}: PageProps<"/mon-compte/rattachements/[id]">) {
  const actor = await requireAccount();
  const id = z.uuid().safeParse((await params).id);
  const attachment = id.success ? await findOwnAttachment(await live(), actor, id.data) : null;
  if (!attachment) notFound();
  const { action, fait } = await searchParams;
  const t = await getTranslations("requests.page");
  const name = (await structureNamer())(attachment.structure);
  const title = attachment.status === "pending" ? t("requestTitle") : t("attachmentTitle");
  const messages = await getTranslations("messages");
  const question = questionFor(attachment, action);
  return (
    <>
      <PageHeading title={title} lead={name} documentTitle={await documentTitle(`${title} : ${name}`)} />
      <Done what={fait} attachment={attachment} />
      {isHeldBack(attachment, action) ? <Banner tone="warning">{messages("M-52")}</Banner> : null}
      {question ? <QuestionAbout question={question} attachment={attachment} name={name} /> : null}
      <Standing attachment={attachment} />
      <section aria-labelledby="facts">
        <h2 id="facts">{t("facts")}</h2>
        <Facts attachment={attachment} name={name} />
      </section>
      <Choices attachment={attachment} />
      <RequestTimeline attachment={attachment} />
      <p className="mt-8">
        <a href={routes.myAccount()} className="inline-flex min-h-11 items-center">
          {t("back")}
        </a>
      </p>
    </>
  );
}

/** The primary manager would leave, and must hand over first (R-608). */
function isHeldBack({ status, role }: OwnAttachmentPage, action: unknown): boolean {
  return action === "quitter" && status === "approved" && role === "primary-manager";
}

/** What one has just done, as long as it is still so: an address is opened again, a request is decided meanwhile. */
async function Done({ what, attachment }: { what: unknown; attachment: OwnAttachmentPage }) {
  const sentence = await doneSentence(what, attachment);
  return sentence === null ? null : (
    <Banner tone="success" role="status">
      {sentence}
    </Banner>
  );
}

async function doneSentence(what: unknown, { status, isManaged }: OwnAttachmentPage): Promise<string | null> {
  const t = await getTranslations("requests.page.done");
  const messages = await getTranslations("messages");
  switch (what) {
    case "demande":
      return status !== "pending" ? null : isManaged ? messages("M-51") : t("sentToSupport");
    case "correction":
      return status === "pending" ? messages("M-50") : null;
    case "annulation":
      return status === "cancelled" ? t("cancelled") : null;
    case "depart":
      return status === "ended" ? t("left") : null;
    default:
      return null;
  }
}

async function Facts({ attachment, name }: { attachment: OwnAttachmentPage; name: string }) {
  const t = await getTranslations("requests.page");
  const fields = await getTranslations("requests.fields");
  const account = await getTranslations("requests.account");
  const organisations = await getTranslations("organisations");
  const { structure, status, role, departments, comment, requestedAt, decidedAt } = attachment;
  return (
    <DescriptionList
      items={[
        { term: account("designation"), details: name },
        {
          term: account("identifier"),
          details: `${organisations(`identifierTypes.${structure.identifierType}`)} ${maskedIdentifier(structure.identifierType, structure.identifier)}`,
        },
        {
          term: account("status"),
          details: <StatusTag tone={statusTones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>,
        },
        { term: account("role"), details: organisations(`roles.${role}`) },
        {
          term: account("departments"),
          details:
            departments.length === 0 ? (
              account("defaultDepartment")
            ) : (
              <ul>
                {departments.map((department) => (
                  <li key={department.id}>
                    {department.status === "refused"
                      ? t("departmentRefused", { name: department.name, code: department.code })
                      : fields("department", { name: department.name, code: department.code })}
                  </li>
                ))}
              </ul>
            ),
        },
        ...(comment === null ? [] : [{ term: fields("comment"), details: comment }]),
        { term: t("requestedAt"), details: formatMoment(requestedAt) },
        ...(decidedAt === null ? [] : [{ term: t("decidedAt"), details: formatMoment(decidedAt) }]),
      ]}
    />
  );
}

/** What one may do with it, each a question first. */
async function Choices({ attachment }: { attachment: OwnAttachmentPage }) {
  const t = await getTranslations("requests.page");
  const own = routes.ownAttachment(attachment.attachmentId);
  const offered = [
    { question: "corriger", label: t("correct") },
    { question: "annuler", label: t("cancel") },
    { question: "quitter", label: t("leave") },
  ].filter(({ question }) => questionFor(attachment, question) !== null);
  if (offered.length === 0) return null;
  return (
    <p className="mt-6 flex flex-wrap gap-3">
      {offered.map(({ question, label }) => (
        <ButtonLink key={question} href={`${own}?action=${question}`} variant="secondary">
          {label}
        </ButtonLink>
      ))}
    </p>
  );
}
