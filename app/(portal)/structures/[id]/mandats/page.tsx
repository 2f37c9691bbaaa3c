import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { readTableView } from "@/app/_ui/table-view";
import { findMandates } from "@/lib/mandate/find-mandates";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame } from "../sheet-frame";
import { MandateTable, sortableColumns } from "./mandate-table";

/** "Mandats de facturation": given by this structure, and for its managers those it received. */
export default async function MandatesPage({ params, searchParams }: PageProps<"/structures/[id]/mandats">) {
  const { permit, structure } = await requireSheet((await params).id);
  const query = await searchParams;
  const t = await getTranslations("mandates");
  const { structureId } = structure;
  const manages = mayAs(permit.capacity, "edit-sheet");
  const isActive = structure.structureStatus === "active";
  const { given, received } = await findMandates(await live(), permit);
  const viewOf = (prefix: string) =>
    readTableView(query, { sortable: [...sortableColumns], pageSize: 10, prefix, descending: true });
  const table = { structureId, manages };
  return (
    <SheetFrame permit={permit} structure={structure} current={routes.mandates(structureId)} title={t("title")}>
      <Done done={query.fait} />
      {manages && !isActive ? <Banner tone="warning">{t("inactive")}</Banner> : null}
      <section aria-labelledby="given">
        <h2 id="given">{t("heading")}</h2>
        <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
        <MandateTable {...table} mandates={given} direction="given" view={viewOf("")} empty={t("empty")} />
        <p className="mt-6 flex flex-wrap gap-3">
          {manages && isActive ? <ButtonLink href={routes.newMandate(structureId)}>{t("subscribe")}</ButtonLink> : null}
          {given.length > 0 ? (
            <ButtonLink href={routes.exportMandates(structureId)} variant="secondary">
              {t("export")}
            </ButtonLink>
          ) : null}
        </p>
      </section>
      {manages ? (
        <section aria-labelledby="received" className="mt-10">
          <h2 id="received">{t("received")}</h2>
          <p className="mt-1 max-w-prose text-ink-soft">{t("receivedLead")}</p>
          <MandateTable
            {...table}
            mandates={received}
            direction="received"
            view={viewOf("recus-")}
            empty={t("emptyReceived")}
          />
        </section>
      ) : null}
    </SheetFrame>
  );
}

async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("mandates.done");
  if (done !== "signature" && done !== "revocation") return null;
  return (
    <Banner tone="success" role="status">
      {t(done)}
    </Banner>
  );
}
