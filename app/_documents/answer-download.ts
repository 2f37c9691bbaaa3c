import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Reader } from "@/lib/document/document-owner";
import { findDocumentFile } from "@/lib/document/find-document-file";
import { live } from "@/lib/platform/live";
import { attachmentDisposition } from "@/lib/web/attachment-disposition";
import { currentLanguage } from "@/lib/web/current-language";
import type { Shelf } from "./shelf";

/** "Télécharger": saved and never shown in place, never guessed at, kept by nobody on the way (SEC-93). */
export async function answerDownload(
  reader: Reader,
  { documentId, shelf }: { documentId: string; shelf: Shelf },
): Promise<Response> {
  // An odd id is nobody's, and never reaches the database.
  if (!z.uuid().safeParse(documentId).success) return missing(shelf, { status: 404, sentence: "lead" });
  const outcome = await findDocumentFile(await live(), reader, { documentId });
  switch (outcome.kind) {
    case "found":
      return new Response(new Uint8Array(outcome.bytes), {
        headers: {
          ...inert,
          "Content-Type": outcome.mediaType,
          "Content-Length": String(outcome.bytes.length),
          "Content-Disposition": attachmentDisposition(outcome.fileName),
        },
      });
    case "not-found":
      return missing(shelf, { status: 404, sentence: "lead" });
    case "object-missing":
      return missing(shelf, { status: 404, sentence: "lost" });
    case "storage-unavailable":
      return missing(shelf, { status: 503, sentence: "unavailable" });
  }
}

const inert = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
};

/** A page of a few words: at this address nothing else may be shown. The sentences are ours, and hold no mark-up. */
async function missing(
  { list }: Shelf,
  { status, sentence }: { status: 404 | 503; sentence: "lead" | "lost" | "unavailable" },
): Promise<Response> {
  const t = await getTranslations("documents.missing");
  const html = `<!doctype html><html lang="${await currentLanguage()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t("title")}</title></head><body><main><h1>${t("title")}</h1><p>${t(sentence)}</p><p><a href="${list}">${t("back")}</a></p></main></body></html>`;
  return new Response(html, { status, headers: { ...inert, "Content-Type": "text/html; charset=utf-8" } });
}
