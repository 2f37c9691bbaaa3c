import { answerDownload } from "@/app/_documents/answer-download";
import { shelfOf } from "@/app/_documents/shelf";
import { requirePermit } from "@/lib/web/guards";

/** "Télécharger" of a document of a structure (R-820, SEC-93). */
export async function GET(_request: Request, { params }: RouteContext<"/structures/[id]/documents/[documentId]">) {
  const { id, documentId } = await params;
  const permit = await requirePermit(id, "view-sheet");
  return answerDownload(permit, { documentId, shelf: shelfOf(id) });
}
