import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { TableSearch } from "@/app/_ui/table-search";
import { namesOf, tableHref } from "@/app/_ui/table-view";
import { findManagedMembers } from "@/lib/attachment/find-managed-members";
import { memberSorts } from "@/lib/attachment/listed-member";
import { permitFor } from "@/lib/attachment/permit-for";
import { live } from "@/lib/platform/live";
import { requireManager } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { readMemberSearch } from "../../structures/[id]/utilisateurs/member-search";
import { MembersTable } from "../../structures/[id]/utilisateurs/members-table";
import { StatusSelect } from "../../structures/[id]/utilisateurs/status-select";
import { DeskFrame } from "../desk-frame";

/** S-13, "Les utilisateurs de mes structures". */
export default async function DeskMembersPage({ searchParams }: PageProps<"/gestionnaire/utilisateurs">) {
  const actor = await requireManager();
  const asked = readMemberSearch(await searchParams, memberSorts);
  const members = await findManagedMembers(await live(), actor, asked.search);
  const t = await getTranslations("desk");
  const path = routes.deskMembers();
  const isSearched = Object.keys(asked.keep).length > 0;
  return (
    <DeskFrame actor={actor} section="members">
      <h2>{t("sections.members")}</h2>
      <p className="mt-3">
        <ButtonLink href={tableHref(routes.exportDeskMembers(), asked.view, asked.keep)} variant="secondary">
          {t("members.export")}
        </ButtonLink>
      </p>
      <TableSearch
        path={path}
        id="members-search"
        label={t("members.search")}
        submit={t("search")}
        query={asked.search.text}
        keep={namesOf(asked.view)}
      >
        <StatusSelect asked={asked} />
      </TableSearch>
      <MembersTable
        members={members}
        reader={{
          accountId: actor.accountId,
          capacityIn: (structureId) => permitFor(actor, structureId, "manage-members")?.capacity ?? null,
        }}
        view={asked.view}
        path={path}
        keep={asked.keep}
        empty={
          <EmptyState
            action={
              isSearched ? (
                <ButtonLink href={path} variant="secondary">
                  {t("members.showAll")}
                </ButtonLink>
              ) : undefined
            }
          >
            {isSearched ? t("members.nothingFound") : t("members.empty")}
          </EmptyState>
        }
        withStructure
      />
    </DeskFrame>
  );
}
