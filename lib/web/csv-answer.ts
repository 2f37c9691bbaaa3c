import { attachmentDisposition } from "./attachment-disposition";

/** Hands over a CSV file: saved and never shown in place, never guessed at, kept by nobody on the way. */
export function csvAnswer(fileName: string, csv: string): Response {
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": attachmentDisposition(fileName),
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
