import { requireManager } from "@/lib/web/guards";
import { Selection } from "../../selection";

/** Several requests for workspaces, decided with one answer. */
export default async function SelectedSubscriptionRequestsPage({
  searchParams,
}: PageProps<"/gestionnaire/abonnements/selection">) {
  const actor = await requireManager();
  return <Selection of="subscriptions" actor={actor} query={await searchParams} />;
}
