import { notFound } from "next/navigation";
import { permitFor } from "@/lib/attachment/permit-for";
import { addDocument } from "@/lib/document/add-document";
import { addDocumentBudget } from "@/lib/document/add-document-budget";
import { MAX_DOCUMENT_BYTES } from "@/lib/document/document";
import { newDocumentInput } from "@/lib/document/inputs";
import { live } from "@/lib/platform/live";
import { log } from "@/lib/platform/log";
import { currentActor } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { readCountedUpload } from "@/lib/web/read-counted-upload";
import { routes } from "@/lib/web/routes";
import { refusalOf, type UploadRefusal } from "../upload-refusal";

/** No label is longer; what is beyond is not given back. */
const KEPT_CHARACTERS = 200;

/**
 * "Ajouter la pièce jointe". A route and no server action: it reads no more than its own ceiling (SEC-07).
 * Whatever it finds, it leads back to the page, which says so: the form works without scripts (A11Y-31).
 */
export async function POST(request: Request, { params }: RouteContext<"/structures/[id]/documents/ajout">) {
  const { id } = await params;
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) {
    log("error", "foreign-origin", {});
    return new Response(null, { status: 403 });
  }
  const actor = await currentActor();
  // The sign-in page leads back to known addresses only: an odd id leads nowhere.
  if (!actor) return seeOther(routes.sessionExpired(routes.documents(id)));
  const permit = permitFor(actor, id, "edit-sheet");
  if (!permit) return permitFor(actor, id, "view-sheet") ? back(id, { refus: "droits" }) : notFound();

  const form = { maxBytes: MAX_DOCUMENT_BYTES, file: "file", fields: ["type", "label"] };
  const upload = await readCountedUpload(ctx, addDocumentBudget(actor.accountId), { request, form });
  // What was typed was not read, and is not given back.
  if (upload.kind === "too-often") return back(id, { refus: "trop-souvent" });
  if (upload.kind === "malformed") return new Response(null, { status: 400 });
  if (upload.kind === "too-large") return back(id, { refus: "trop-lourd" });
  if (upload.kind === "too-slow") return back(id, { refus: "trop-lent" });
  const { fields, file } = upload;
  const refuse = (refus: UploadRefusal) =>
    back(id, { refus, type: fields.type ?? "", libelle: (fields.label ?? "").slice(0, KEPT_CHARACTERS) });
  const said = newDocumentInput.safeParse(fields);
  if (!file) return refuse("sans-fichier");
  if (!said.success) return refuse("saisie");
  const refusal = refusalOf(await addDocument(ctx, permit, { ...said.data, fileName: file.name, bytes: file.bytes }));
  return refusal ? refuse(refusal) : back(id, { fait: "ajout" });
}

function back(id: string, query: Record<string, string>): Response {
  return seeOther(`${routes.documents(id)}?${new URLSearchParams(query)}`);
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, "Cache-Control": "private, no-store" } });
}
