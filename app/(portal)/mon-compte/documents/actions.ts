"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ownDocumentInput } from "@/lib/document/inputs";
import { removeDocument } from "@/lib/document/remove-document";
import { live } from "@/lib/platform/live";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** "Supprimer" of one's own document. */
export const removeOwnDocument = formAction(ownDocumentInput, async (input, submission) => {
  const outcome = await removeDocument(await live(), await requireAccount(), input);
  const t = await getTranslations("documents.question");
  switch (outcome.kind) {
    case "removed":
      return redirect(`${routes.ownDocuments()}?fait=suppression`);
    case "not-found":
      return { ...submission.refuseAll("M-54"), error: t("gone") };
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
