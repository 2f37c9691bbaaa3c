import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { buttonLook } from "@/app/_ui/button-look";
import { EmptyState } from "@/app/_ui/empty-state";
import { readTableView } from "@/app/_ui/table-view";
import { findStructureWorkspaces } from "@/lib/attachment/find-structure-workspaces";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { openableBy, workspaceOfSlug } from "@/lib/workspace/workspace";
import { requireSheet } from "../require-sheet";
import { SheetFrame } from "../sheet-frame";
import { AddQuestion } from "./add-question";
import { RemoveQuestion } from "./remove-question";
import { SELECTION_FORM, WorkspaceTable } from "./workspace-table";

/** "Liste des espaces de la structure": read by whoever is attached, changed by its managers. */
export default async function StructureWorkspacesPage({ params, searchParams }: PageProps<"/structures/[id]/espaces">) {
  const { permit, structure } = await requireSheet((await params).id);
  const query = await searchParams;
  const t = await getTranslations("subscriptions.sheet");
  const manages = mayAs(permit.capacity, "manage-workspaces");
  const isActive = structure.structureStatus === "active";
  const path = routes.structureWorkspaces(structure.structureId);
  const action = manages ? query.action : undefined;
  const asked = [query.espace ?? []].flat().flatMap((slug) => workspaceOfSlug(slug)?.code ?? []);
  const chosen = action === "supprimer" ? asked : [];
  const { opened, concerned } = await findStructureWorkspaces(await live(), permit, { chosen });
  const toRemove = opened.map(({ workspace }) => workspace).filter((workspace) => chosen.includes(workspace));
  const toAdd = openableBy(structure.sector).filter((code) => !opened.some(({ workspace }) => workspace === code));
  const adding = manages && isActive ? <ButtonLink href={`${path}?action=ajouter`}>{t("add")}</ButtonLink> : null;
  return (
    <SheetFrame permit={permit} structure={structure} current={path} title={t("title")}>
      <Done done={query.fait} />
      {action === "ajouter" && isActive ? <AddQuestion structure={structure} offered={toAdd} /> : null}
      {toRemove.length > 0 ? (
        <RemoveQuestion structure={structure} workspaces={toRemove} concerned={concerned} />
      ) : null}
      {action === "supprimer" && toRemove.length === 0 ? (
        <Banner tone="warning" role="status">
          {t("nothingSelected")}
        </Banner>
      ) : null}
      {manages && !isActive ? <Banner tone="warning">{t("inactive")}</Banner> : null}
      <section aria-labelledby="workspaces">
        <h2 id="workspaces">{t("heading")}</h2>
        <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
        <WorkspaceTable
          path={path}
          opened={opened}
          manages={manages}
          view={readTableView(query, { sortable: ["workspace", "users"], pageSize: 10 })}
          empty={<EmptyState action={adding}>{t("empty")}</EmptyState>}
        />
      </section>
      <form id={SELECTION_FORM} action={path} method="get" className="mt-6 flex flex-wrap gap-3">
        {opened.length > 0 ? adding : null}
        {manages && opened.length > 0 ? (
          <button id="remove-selected" type="submit" name="action" value="supprimer" className={buttonLook.secondary}>
            {t("removeSelected")}
          </button>
        ) : null}
        {isActive && opened.length > 0 ? (
          <ButtonLink href={`${routes.requestSubscription()}?structure=${structure.structureId}`} variant="secondary">
            {t("subscribe")}
          </ButtonLink>
        ) : null}
      </form>
    </SheetFrame>
  );
}

async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("subscriptions.sheet");
  const sentence = done === "ajout" ? t("added") : done === "suppression" ? t("removed") : null;
  return sentence === null ? null : (
    <Banner tone="success" role="status">
      {sentence}
    </Banner>
  );
}
