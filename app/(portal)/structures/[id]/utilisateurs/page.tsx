import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { buttonLook } from "@/app/_ui/button-look";
import { EmptyState } from "@/app/_ui/empty-state";
import { TableSearch } from "@/app/_ui/table-search";
import { namesOf, tableHref } from "@/app/_ui/table-view";
import { findChosenMembers } from "@/lib/attachment/find-chosen-members";
import { findMembers, type StructureMembers } from "@/lib/attachment/find-members";
import type { MassAction } from "@/lib/attachment/member-inputs";
import { permitFor } from "@/lib/attachment/permit-for";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { type FoundTechnicalAccount, findTechnicalAccount } from "@/lib/technical-account/find-technical-account";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { requireSheet } from "../require-sheet";
import { SheetFrame } from "../sheet-frame";
import { type AskedMembers, readMemberSearch, sortsOfOneStructure } from "./member-search";
import { fullName, MembersTable } from "./members-table";
import { StatusSelect } from "./status-select";

const FORM = "utilisateurs-choisis";

/** Block "Utilisateurs rattachés à la structure" of the sheet. */
export default async function MembersPage({ params, searchParams }: PageProps<"/structures/[id]/utilisateurs">) {
  const { permit, structure } = await requireSheet((await params).id);
  const actor = await requireAccount();
  const query = await searchParams;
  const asked = readMemberSearch(query, sortsOfOneStructure);
  const manager = permitFor(actor, permit.structureId, "manage-members");
  const ctx = await live();
  const modelId = manager && typeof query.modele === "string" ? rowId(query.modele) : null;
  const [members, technical, models] = await Promise.all([
    findMembers(ctx, permit, asked.search),
    findTechnicalAccount(ctx, permit),
    manager && modelId ? findChosenMembers(ctx, manager, [modelId]) : [],
  ]);
  const technicalAccount = technical?.state === "deleted" ? null : technical;
  const model = models.find(({ status }) => status === "approved");

  const t = await getTranslations("members");
  const id = permit.structureId;
  const path = routes.members(id);
  const keep = { ...asked.keep, ...(model && { modele: model.attachmentId }) };
  return (
    <SheetFrame permit={permit} structure={structure} current={path} title={t("title")}>
      <Done members={members} done={query.fait} />
      <h2>{t("block")}</h2>
      <PrimaryManager {...members} />
      <TechnicalLines account={technicalAccount} />
      {model ? (
        <Banner tone="info" title={t("duplicating.title", { name: fullName(model) })}>
          <p>{t("duplicating.lead", { name: fullName(model) })}</p>
          <p className="mt-2">
            <a href={routes.member(id, model.attachmentId)}>{t("duplicating.cancel")}</a>
          </p>
        </Banner>
      ) : manager ? (
        <Buttons
          structureId={id}
          asked={asked}
          transfers={mayAs(permit.capacity, "transfer-management")}
          technical={
            mayAs(permit.capacity, "manage-technical-account") && structure.structureStatus === "active"
              ? { exists: technicalAccount !== null }
              : null
          }
        />
      ) : null}
      <Search path={path} asked={asked} modelId={model?.attachmentId} />
      <MembersTable
        members={members}
        reader={{ accountId: actor.accountId, capacityIn: () => permit.capacity }}
        view={asked.view}
        path={path}
        keep={keep}
        empty={<EmptyState>{Object.keys(asked.keep).length > 0 ? t("emptySearch") : t("empty")}</EmptyState>}
        selection={{
          formId: FORM,
          canSelect: model ? (row) => row.status === "approved" && row.attachmentId !== model.attachmentId : undefined,
        }}
      />
      {manager && members.total > 0 ? <WithSelection structureId={id} modelId={model?.attachmentId} /> : null}
    </SheetFrame>
  );
}

const tellings = ["detache", "transfere"] as const;

/** What has just been done, for whoever comes back from it. */
async function Done({ members, done }: { members: StructureMembers; done: string | string[] | undefined }) {
  const t = await getTranslations("members.done");
  const told = tellings.find((known) => known === done);
  if (!told) return null;
  const name = members.primaryManager ? fullName(members.primaryManager) : "";
  return (
    <Banner tone="success" role="status">
      {t(told, { name })}
    </Banner>
  );
}

async function PrimaryManager({ primaryManager }: StructureMembers) {
  const t = await getTranslations("members");
  const messages = await getTranslations("messages");
  if (!primaryManager) return <Banner tone="warning">{messages("M-53")}</Banner>;
  const { familyName, givenName, contactEmail } = primaryManager;
  return (
    <p className="mt-2 font-semibold">
      {t("primaryManager", { familyName: familyName.toLocaleUpperCase("fr"), givenName, contact: contactEmail })}
    </p>
  );
}

/** The technical user, to everybody attached. */
async function TechnicalLines({ account }: { account: FoundTechnicalAccount | null }) {
  if (!account) return null;
  const t = await getTranslations("technical");
  const { login, state, expiresAt } = account;
  return (
    <>
      <p className="mt-1">{t("memberLine", { login, state: t(`state.${state}`) })}</p>
      {expiresAt ? <p className="mt-1">{t("memberExpiry", { date: formatMoment(expiresAt) })}</p> : null}
    </>
  );
}

async function Buttons({
  structureId,
  asked,
  transfers,
  technical,
}: {
  structureId: string;
  asked: AskedMembers;
  transfers: boolean;
  /** Null: the reader does not manage it. */
  technical: { exists: boolean } | null;
}) {
  const t = await getTranslations("members.buttons");
  const technicalWords = await getTranslations("technical");
  return (
    <p className="mt-4 flex flex-wrap gap-3">
      <ButtonLink href={routes.newInvitation(structureId)}>{t("attach")}</ButtonLink>
      <ButtonLink href={tableHref(routes.exportMembers(structureId), asked.view, asked.keep)} variant="secondary">
        {t("export")}
      </ButtonLink>
      {transfers ? (
        <ButtonLink href={routes.transferManagement(structureId)} variant="secondary">
          {t("transfer")}
        </ButtonLink>
      ) : null}
      {technical ? (
        <ButtonLink
          href={technical.exists ? routes.renewTechnicalSecret(structureId) : routes.newTechnicalAccount(structureId)}
          variant="secondary"
        >
          {technicalWords(technical.exists ? "reset" : "create")}
        </ButtonLink>
      ) : null}
    </p>
  );
}

async function Search({ path, asked, modelId }: { path: string; asked: AskedMembers; modelId: string | undefined }) {
  const t = await getTranslations("members");
  const isSearched = Object.keys(asked.keep).length > 0;
  return (
    <>
      <TableSearch
        path={path}
        id="recherche"
        label={t("search")}
        submit={t("searchSubmit")}
        query={asked.search.text}
        keep={{ ...namesOf(asked.view), ...(modelId && { modele: modelId }) }}
      >
        <StatusSelect asked={asked} />
      </TableSearch>
      {isSearched ? (
        <p className="mt-2">
          <a href={modelId ? `${path}?modele=${modelId}` : path}>{t("clearSearch")}</a>
        </p>
      ) : null}
    </>
  );
}

/** What can be done to the ticked ones: asked again on a page of its own before anything happens (A11Y-25). */
async function WithSelection({ structureId, modelId }: { structureId: string; modelId: string | undefined }) {
  const t = await getTranslations("members");
  const buttons: { action: MassAction; label: string }[] = modelId
    ? [{ action: "dupliquer", label: t("buttons.duplicate") }]
    : [
        { action: "desactiver", label: t("buttons.suspend") },
        { action: "reactiver", label: t("buttons.reactivate") },
        { action: "detacher", label: t("buttons.detach") },
      ];
  return (
    <form id={FORM} action={routes.selectedMembers(structureId)} method="get" className="mt-6">
      {modelId ? <input type="hidden" name="modele" value={modelId} /> : null}
      <p className="font-semibold">{t("withSelection")}</p>
      <p className="mt-2 flex flex-wrap gap-3">
        {buttons.map(({ action, label }) => (
          <button key={action} type="submit" name="action" value={action} className={buttonLook.secondary}>
            {label}
          </button>
        ))}
      </p>
    </form>
  );
}
