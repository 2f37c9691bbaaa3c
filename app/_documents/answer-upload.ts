import { addDocument } from "@/lib/document/add-document";
import { addDocumentBudget } from "@/lib/document/add-document-budget";
import { MAX_DOCUMENT_BYTES } from "@/lib/document/document";
import type { Keeper } from "@/lib/document/document-owner";
import { newDocumentInput } from "@/lib/document/inputs";
import type { Context } from "@/lib/platform/context";
import { readCountedUpload } from "@/lib/web/read-counted-upload";
import type { Shelf } from "./shelf";
import { refusalOf, type UploadRefusal } from "./upload-refusal";

/** No label is longer; what is beyond is not given back. */
const KEPT_CHARACTERS = 200;

/**
 * Takes a file in for a structure or for oneself and leads back to the page, which says what became of it:
 * the form works without scripts (A11Y-31). `accountId`: who sends it, and has only so many a day (SEC-07).
 */
export async function answerUpload(
  ctx: Context,
  keeper: Keeper,
  { request, shelf, accountId }: { request: Request; shelf: Shelf; accountId: string },
): Promise<Response> {
  const form = { maxBytes: MAX_DOCUMENT_BYTES, file: "file", fields: ["type", "label"] };
  const upload = await readCountedUpload(ctx, addDocumentBudget(accountId), { request, form });
  // What was typed was not read, and is not given back.
  if (upload.kind === "too-often") return backTo(shelf, { refus: "trop-souvent" });
  if (upload.kind === "malformed") return new Response(null, { status: 400 });
  if (upload.kind === "too-large") return backTo(shelf, { refus: "trop-lourd" });
  if (upload.kind === "too-slow") return backTo(shelf, { refus: "trop-lent" });
  const { fields, file } = upload;
  const refuse = (refus: UploadRefusal) =>
    backTo(shelf, { refus, type: fields.type ?? "", libelle: (fields.label ?? "").slice(0, KEPT_CHARACTERS) });
  const said = newDocumentInput.safeParse(fields);
  if (!file) return refuse("sans-fichier");
  if (!said.success) return refuse("saisie");
  const refusal = refusalOf(await addDocument(ctx, keeper, { ...said.data, fileName: file.name, bytes: file.bytes }));
  return refusal ? refuse(refusal) : backTo(shelf, { fait: "ajout" });
}

/** Back to the list, which says what happened. */
export function backTo({ list }: Shelf, query: Record<string, string>): Response {
  return seeOther(`${list}?${new URLSearchParams(query)}`);
}

/** Leads a browser on after a send, by a page that no cache keeps. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, "Cache-Control": "private, no-store" } });
}
