import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { queryValue } from "@/app/_ui/query-value";
import { TableSearch } from "@/app/_ui/table-search";
import { readTableView } from "@/app/_ui/table-view";
import { findSentInvitations, sentSortable } from "@/lib/invitation/find-sent-invitations";
import { sentInvitationInput } from "@/lib/invitation/inputs";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { routes } from "@/lib/web/routes";
import { SheetFrame } from "../sheet-frame";
import { QuestionAbout, questionFor } from "./questions";
import { requireInviting } from "./require-inviting";
import { SentTable } from "./sent-table";

/** The invitations of a structure: who was invited, and what became of it. */
export default async function StructureInvitationsPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/invitations">) {
  const { sheet, permit } = await requireInviting((await params).id);
  const query = await searchParams;
  const t = await getTranslations("invitations.sent");
  const path = routes.structureInvitations(permit.structureId);
  const search = typedSearch(queryValue(query.recherche));
  const view = readTableView(query, { sortable: sentSortable, pageSize: 10, descending: true });
  // An odd id is nobody's, and never reaches the database.
  const chosen = sentInvitationInput.shape.invitationId.safeParse(query.invitation);
  const chosenId = chosen.success ? chosen.data : null;
  const page = await findSentInvitations(await live(), permit, { ...view, search, chosenId });
  const question = questionFor(page.chosen, query.action);
  const isActive = sheet.structure.structureStatus === "active";
  return (
    <SheetFrame {...sheet} current={path} title={t("title")}>
      <Done done={query.fait} />
      {question && page.chosen ? (
        <QuestionAbout question={question} structureId={permit.structureId} invitation={page.chosen} />
      ) : null}
      <section aria-labelledby="invitations">
        <h2 id="invitations">{t("heading")}</h2>
        <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
        {isActive ? (
          <div className="mt-4 flex flex-wrap gap-3">
            <ButtonLink href={routes.newInvitation(permit.structureId)}>{t("new")}</ButtonLink>
            <ButtonLink href={routes.importInvitations(permit.structureId)} variant="secondary">
              {t("import")}
            </ButtonLink>
          </div>
        ) : null}
        <TableSearch path={path} id="search" label={t("search")} submit={t("searchSubmit")} query={search} />
        <SentTable page={page} view={view} path={path} search={search} mayResend={isActive} />
      </section>
    </SheetFrame>
  );
}

async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("invitations.sent");
  const sentences = new Map([
    ["envoi", t("invited")],
    ["renvoi", t("resent")],
    ["retrait", t("withdrawn")],
  ]);
  const sentence = typeof done === "string" ? sentences.get(done) : undefined;
  return sentence === undefined ? null : (
    <Banner tone="success" role="status">
      {sentence}
    </Banner>
  );
}
