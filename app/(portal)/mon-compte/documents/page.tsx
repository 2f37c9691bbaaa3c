import { getTranslations } from "next-intl/server";
import { AddForm } from "@/app/_documents/add-form";
import { DocumentTable, sortableColumns } from "@/app/_documents/document-table";
import { Done } from "@/app/_documents/done";
import { RemoveQuestion } from "@/app/_documents/remove-question";
import { ownShelf } from "@/app/_documents/shelf";
import { readRefusal } from "@/app/_documents/upload-refusal";
import { Banner } from "@/app/_ui/banner";
import { queryValue } from "@/app/_ui/query-value";
import { readTableView } from "@/app/_ui/table-view";
import { MAX_DOCUMENTS } from "@/lib/document/document";
import { findDocuments } from "@/lib/document/find-documents";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { AccountFrame } from "../account-frame";
import { removeOwnDocument } from "./actions";

/** "Pièces jointes" of a person: his alone. */
export default async function OwnDocumentsPage({ searchParams }: PageProps<"/mon-compte/documents">) {
  const actor = await requireAccount();
  const query = await searchParams;
  const t = await getTranslations("documents");
  const own = await getTranslations("account.documents");
  const documents = await findDocuments(await live(), actor);
  const asks = query.action === "supprimer";
  const chosen = asks ? documents.find(({ documentId }) => documentId === query.piece) : undefined;
  const isFull = documents.length >= MAX_DOCUMENTS;
  return (
    <AccountFrame title={own("title")} current={ownShelf.list} lead={own("lead")} titled={!isFull}>
      <Done done={query.fait} />
      {asks && !chosen ? (
        <Banner tone="warning" role="status">
          {t("question.gone")}
        </Banner>
      ) : null}
      {chosen ? <RemoveQuestion shelf={ownShelf} document={chosen} action={removeOwnDocument} /> : null}
      <section aria-labelledby="documents">
        <h2 id="documents">{t("heading")}</h2>
        <p className="mt-1 text-ink-soft">{t("total", { count: documents.length })}</p>
        <DocumentTable
          shelf={ownShelf}
          documents={documents}
          manages
          view={readTableView(query, { sortable: [...sortableColumns], pageSize: 20 })}
        />
      </section>
      {isFull ? (
        <Banner tone="info">{own("full", { max: MAX_DOCUMENTS })}</Banner>
      ) : (
        <div className="mt-10">
          <AddForm
            shelf={ownShelf}
            title={await documentTitle(own("title"))}
            refusal={readRefusal(query.refus)}
            typed={{ type: queryValue(query.type), label: queryValue(query.libelle) }}
          />
        </div>
      )}
    </AccountFrame>
  );
}
