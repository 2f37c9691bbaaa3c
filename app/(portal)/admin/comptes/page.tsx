import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { queryValue } from "@/app/_ui/query-value";
import { SectionLinks } from "@/app/_ui/section-links";
import { TableSearch } from "@/app/_ui/table-search";
import { isLongEnough } from "@/lib/administration/find-accounts";
import { typedSearch } from "@/lib/platform/typed-search";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AdminFrame } from "../admin-frame";
import { AccountsTable } from "./accounts-table";
import { RegistrationsTable } from "./registrations-table";
import { type StateName, stateNames } from "./state-names";

/** Support finds an account, or a registration that waits, by name, address and state (R-1401). */
export default async function AccountsPage({ searchParams }: PageProps<"/admin/comptes">) {
  const administrator = await requireAdministrator();
  const query = await searchParams;
  const text = typedSearch(queryValue(query.recherche));
  const names = Object.keys(stateNames) as StateName[];
  const asked = names.find((name) => name === query.etat);
  const filter = asked ? stateNames[asked] : null;

  const t = await getTranslations("administration");
  const path = routes.adminAccounts();
  const addressOf = (state: string | undefined) => {
    const kept = new URLSearchParams({ ...(text && { recherche: text }), ...(state && { etat: state }) }).toString();
    return kept ? `${path}?${kept}` : path;
  };
  const keep = { ...(text && { recherche: text }), ...(asked && { etat: asked }) };
  return (
    <AdminFrame title={t("accounts.title")} current={path} lead={t("accounts.lead")}>
      <TableSearch
        path={path}
        id="recherche"
        label={t("accounts.search")}
        submit={t("accounts.searchSubmit")}
        query={text}
        keep={asked ? { etat: asked } : {}}
      />
      {text ? (
        <p className="mt-2 flex flex-wrap gap-x-6">
          <a href={asked ? `${path}?etat=${asked}` : path} className="inline-flex min-h-11 items-center">
            {t("accounts.clearSearch")}
          </a>
          {filter === "created" ? null : (
            <a href={addressOf("cree")} className="inline-flex min-h-11 items-center">
              {t("accounts.alsoRegistrations")}
            </a>
          )}
        </p>
      ) : null}
      <div className="mt-6">
        <SectionLinks
          label={t("accounts.filters")}
          current={addressOf(asked)}
          links={[
            { href: addressOf(undefined), label: t("accounts.any") },
            ...names.map((name) => ({ href: addressOf(name), label: t(`states.${stateNames[name]}`) })),
          ]}
        />
      </div>
      {filter === "created" ? (
        <RegistrationsTable administrator={administrator} query={query} text={text} keep={keep} />
      ) : isLongEnough(text) ? (
        <AccountsTable administrator={administrator} query={query} text={text} filter={filter} keep={keep} />
      ) : (
        <Banner tone="info">{t("accounts.tooShort")}</Banner>
      )}
    </AdminFrame>
  );
}
