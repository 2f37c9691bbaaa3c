import { getTranslations } from "next-intl/server";
import { DetailsFields } from "@/app/_organisation/details-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { queryValue } from "@/app/_ui/query-value";
import { SubmitButton } from "@/app/_ui/submit-button";
import { FoundOrganisation } from "@/app/(public)/inscription/organisation/found-organisation";
import type { Actor } from "@/lib/attachment/actor";
import { type CaseOutcome, findCase } from "@/lib/onboarding/find-case";
import { createsStructure, type OrganisationCase } from "@/lib/onboarding/organisation-case";
import { prefillDetails } from "@/lib/onboarding/prefill-details";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { create } from "./actions";
import { readSearch } from "./search";
import { SearchForm } from "./search-form";

/** "Créer une structure": its identifier, then its description; its creator manages it at once. */
export default async function NewStructurePage({ searchParams }: PageProps<"/structures/nouvelle">) {
  const actor = await requireAccount();
  const t = await getTranslations("sheet.new");
  const { etape, type, identifiant } = await searchParams;
  const searched = etape === "description" ? await readSearch(actor) : null;
  const found = searched && (await findCase(await live(), searched));
  const title = await documentTitle(t("title"));
  return (
    <>
      <PageHeading title={t("title")} lead={t("lead")} />
      {found && found.kind !== "refused" && createsStructure(found) ? (
        <Description found={found} actor={actor} title={title} proposedName={searched?.proposedName ?? ""} />
      ) : (
        <>
          <Refusal found={found} />
          <SearchForm
            title={title}
            typed={{ type: queryValue(type).slice(0, 100), identifier: queryValue(identifiant).slice(0, 100) }}
          />
        </>
      )}
    </>
  );
}

async function Description({
  found,
  actor,
  title,
  proposedName,
}: {
  found: Exclude<OrganisationCase, { kind: "join" }>;
  actor: Actor;
  title: string;
  proposedName: string;
}) {
  const t = await getTranslations("sheet.new");
  return (
    <ActionForm key={found.kind} action={create} title={title} labels={await formLabels()}>
      <input type="hidden" name="shown" value={found.kind} />
      <FoundOrganisation found={found} />
      <DetailsFields
        found={found}
        typed={prefillDetails(found, actor, proposedName)}
        purposesLegend={t("purposesLegend")}
      />
      <p className="max-w-prose text-ink-soft">{t("workspaces")}</p>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("creating")}>{t("create")}</SubmitButton>
        <ButtonLink variant="secondary" href={routes.newStructure()}>
          {t("change")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}

/** Why the identifier kept from the step before leads to no new structure any more. */
async function Refusal({ found }: { found: CaseOutcome | null }) {
  const t = await getTranslations("sheet.new");
  const messages = await getTranslations("messages");
  if (!found || found.kind === "create-from-registry" || found.kind === "create-typed") return null;
  if (found.kind === "refused") {
    return <Banner tone="danger">{messages(found.message, (found.values ?? {}) as never)}</Banner>;
  }
  return (
    <Banner tone="info" title={t("known")}>
      <p>{t("knownLead")}</p>
      <p className="mt-2">
        <a href={routes.requestAttachment()}>{t("askAttachment")}</a>
      </p>
    </Banner>
  );
}
