import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { type FindStructureToJoinOutcome, findStructureToJoin } from "@/lib/attachment/find-structure-to-join";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { RequestForm } from "./request-form";
import { SearchForm } from "./search-form";
import { creationAddress, readSearch } from "./searched";

/** S-11: find the structure by its exact identifier, then ask its managers. */
export default async function RequestAttachmentPage({ searchParams }: PageProps<"/mon-compte/rattachements/nouveau">) {
  const actor = await requireAccount();
  const t = await getTranslations("requests.join");
  const search = await readSearch(actor, await searchParams);
  const found = search && (await findStructureToJoin(await live(), actor, search));
  const title = await documentTitle(t("title"));
  return (
    <>
      <PageHeading title={t("title")} lead={t("lead")} />
      {found?.kind === "found" ? (
        <RequestForm title={title} structure={found.structure} />
      ) : (
        <>
          {found ? <Answer outcome={found} /> : null}
          <SearchForm title={title} typed={search} />
        </>
      )}
    </>
  );
}

/** Why the search leads to no request, and what to do instead. */
async function Answer({ outcome }: { outcome: Exclude<FindStructureToJoinOutcome, { kind: "found" }> }) {
  const t = await getTranslations("requests.join");
  const messages = await getTranslations("messages");
  switch (outcome.kind) {
    case "refused":
      return <Banner tone="danger">{messages(outcome.message)}</Banner>;
    case "too-many-searches":
      return <Banner tone="warning">{messages("M-60")}</Banner>;
    case "inactive":
      return (
        <Banner tone="warning">
          <p>{messages("M-26")}</p>
          <SupportContact />
        </Banner>
      );
    case "already-attached":
      return (
        <Banner tone="info">
          <p>{messages("M-56")}</p>
          <p className="mt-2">
            <a href={routes.ownAttachment(outcome.attachmentId)}>{t("seeOwn")}</a>
          </p>
        </Banner>
      );
    case "absent":
      return (
        <Banner tone="info" title={t("absent")}>
          <p>{t("absentNext")}</p>
          <p className="mt-3">
            <ButtonLink href={creationAddress(outcome)} variant="secondary">
              {t("create")}
            </ButtonLink>
          </p>
        </Banner>
      );
  }
}
