import { answerDownload } from "@/app/_documents/answer-download";
import { ownShelf } from "@/app/_documents/shelf";
import { requireAccount } from "@/lib/web/guards";

/** "Télécharger" of one's own document: anybody else's does not exist (R-607, SEC-61, SEC-93). */
export async function GET(_request: Request, { params }: RouteContext<"/mon-compte/documents/[documentId]">) {
  const { documentId } = await params;
  return answerDownload(await requireAccount(), { documentId, shelf: ownShelf });
}
