import { requireManager } from "@/lib/web/guards";
import { Selection } from "../../selection";

/** Several requests for attachment, decided with one answer. */
export default async function SelectedAttachmentRequestsPage({
  searchParams,
}: PageProps<"/gestionnaire/demandes/selection">) {
  const actor = await requireManager();
  return <Selection of="attachments" actor={actor} query={await searchParams} />;
}
