import { getTranslations } from "next-intl/server";
import type { QueuedSubscription } from "@/lib/administration/find-subscription-queue";
import { routes } from "@/lib/web/routes";
import { ActQuestion } from "../act-question";
import { approveWorkspace, refuseWorkspace } from "./actions";

/** "Valider" or "Refuser" one request for a workspace, as long as it waits for support (R-857, A11Y-25). */
export async function SubscriptionQuestion({ request, refuses }: { request: QueuedSubscription; refuses: boolean }) {
  const t = await getTranslations("adminQueue.subscriptions");
  const organisations = await getTranslations("organisations");
  const { subscriptionId, requester, legalName: structure } = request;
  const names = { requester, structure, workspace: organisations(`workspaces.${request.workspace}.label`) };
  return (
    <ActQuestion
      title={t(refuses ? "refuseOne" : "approveOne", names)}
      consequence={t(refuses ? "refuseConsequence" : "approveConsequence", names)}
      submit={t(refuses ? "refuse" : "approve")}
      action={refuses ? refuseWorkspace : approveWorkspace}
      hidden={[["subscriptionId", subscriptionId]]}
      back={`${routes.adminRequests()}#abonnement=${subscriptionId}&action=${refuses ? "refuser" : "valider"}`}
      variant={refuses ? "danger" : "primary"}
      told={refuses}
    />
  );
}
