import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { Administrator } from "@/lib/administration/administrator";
import { findSubscriptionQueue } from "@/lib/administration/find-subscription-queue";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { ActQuestion } from "../act-question";
import { approveWorkspace, refuseWorkspace } from "./actions";

/** "Valider" or "Refuser" one request for a workspace, as long as it waits for support (R-857, A11Y-25). */
export async function SubscriptionQuestion({
  administrator,
  subscriptionId,
  refuses,
}: {
  administrator: Administrator;
  subscriptionId: string;
  refuses: boolean;
}) {
  const only = rowId(subscriptionId);
  const one = { text: "", only, sort: "requestedAt", descending: false, page: 1, pageSize: 5 } as const;
  const [request] = (await findSubscriptionQueue(await live(), administrator, one)).rows;
  const t = await getTranslations("adminQueue.subscriptions");
  if (!request) return <Banner tone="info">{t("gone")}</Banner>;
  const organisations = await getTranslations("organisations");
  const { requester, legalName: structure } = request;
  const names = { requester, structure, workspace: organisations(`workspaces.${request.workspace}.label`) };
  return (
    <ActQuestion
      title={t(refuses ? "refuseOne" : "approveOne", names)}
      consequence={t(refuses ? "refuseConsequence" : "approveConsequence", names)}
      submit={t(refuses ? "refuse" : "approve")}
      action={refuses ? refuseWorkspace : approveWorkspace}
      hidden={[["subscriptionId", only]]}
      back={`${routes.adminRequests()}#abonnement=${only}&action=${refuses ? "refuser" : "valider"}`}
      variant={refuses ? "danger" : "primary"}
      told={refuses}
    />
  );
}
