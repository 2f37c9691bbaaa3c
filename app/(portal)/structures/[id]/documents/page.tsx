import { getTranslations } from "next-intl/server";
import { AddForm } from "@/app/_documents/add-form";
import { DocumentTable, sortableColumns } from "@/app/_documents/document-table";
import { Done } from "@/app/_documents/done";
import { RemoveQuestion } from "@/app/_documents/remove-question";
import { shelfOf } from "@/app/_documents/shelf";
import { readRefusal } from "@/app/_documents/upload-refusal";
import { Banner } from "@/app/_ui/banner";
import { queryValue } from "@/app/_ui/query-value";
import { readTableView } from "@/app/_ui/table-view";
import { MAX_DOCUMENTS } from "@/lib/document/document";
import { findDocuments } from "@/lib/document/find-documents";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { requireSheet } from "../require-sheet";
import { SheetFrame, sheetTitle } from "../sheet-frame";
import { removeChosenDocument } from "./actions";

/** "Pièces jointes" of a structure: read by whoever is attached, kept by its managers. */
export default async function DocumentsPage({ params, searchParams }: PageProps<"/structures/[id]/documents">) {
  const { permit, structure } = await requireSheet((await params).id);
  const query = await searchParams;
  const t = await getTranslations("documents");
  const { structureId } = structure;
  const manages = mayAs(permit.capacity, "edit-sheet");
  const documents = await findDocuments(await live(), permit);
  const chosen =
    manages && query.action === "supprimer"
      ? documents.find(({ documentId }) => documentId === query.piece)
      : undefined;
  const refusal = manages ? readRefusal(query.refus) : undefined;
  const isFull = documents.length >= MAX_DOCUMENTS;
  const hasForm = manages && !isFull;
  const shelf = shelfOf(structureId);
  return (
    <SheetFrame permit={permit} structure={structure} current={shelf.list} title={hasForm ? undefined : t("title")}>
      <Done done={query.fait} />
      {query.action === "supprimer" && manages && !chosen ? (
        <Banner tone="warning" role="status">
          {t("question.gone")}
        </Banner>
      ) : null}
      {query.refus === "droits" && !manages ? (
        <Banner tone="danger" role="alert">
          {t("refusals.droits")}
        </Banner>
      ) : null}
      {chosen ? <RemoveQuestion shelf={shelf} document={chosen} action={removeChosenDocument} /> : null}
      <section aria-labelledby="documents">
        <h2 id="documents">{t("heading")}</h2>
        <p className="mt-1 text-ink-soft">{t("total", { count: documents.length })}</p>
        <DocumentTable
          shelf={shelf}
          documents={documents}
          manages={manages}
          view={readTableView(query, { sortable: [...sortableColumns], pageSize: 20 })}
        />
      </section>
      {manages && isFull ? <Banner tone="info">{t("add.full", { max: MAX_DOCUMENTS })}</Banner> : null}
      {hasForm ? (
        <div className="mt-10">
          <AddForm
            shelf={shelf}
            title={await sheetTitle(t("title"), structure)}
            refusal={refusal}
            typed={{ type: queryValue(query.type), label: queryValue(query.libelle) }}
          />
        </div>
      ) : null}
    </SheetFrame>
  );
}
