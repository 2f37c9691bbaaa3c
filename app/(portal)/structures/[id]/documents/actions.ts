"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { documentInput } from "@/lib/document/inputs";
import { removeDocument } from "@/lib/document/remove-document";
import { live } from "@/lib/platform/live";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** "Supprimer" of a document. */
export const removeChosenDocument = permittedAction("edit-sheet", documentInput, async (permit, input, submission) => {
  const outcome = await removeDocument(await live(), permit, input);
  const t = await getTranslations("documents.question");
  switch (outcome.kind) {
    case "removed":
      return redirect(`${routes.documents(permit.structureId)}?fait=suppression`);
    case "not-found":
      return { ...submission.refuseAll("M-54"), error: t("gone") };
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
