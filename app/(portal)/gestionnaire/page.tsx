import { getTranslations } from "next-intl/server";
import {
  findWaitingRequests,
  type WaitingAttachment,
  type WaitingSubscription,
} from "@/lib/attachment/find-waiting-requests";
import { live } from "@/lib/platform/live";
import { requireManager } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { askedView } from "./asked-view";
import { DeskFrame } from "./desk-frame";
import { WaitingTable } from "./waiting-table";

/** S-13, "Mes actions en attente": what waits for this manager's decision. */
export default async function DeskPage({ searchParams }: PageProps<"/gestionnaire">) {
  const actor = await requireManager();
  const query = await searchParams;
  const [attachments, subscriptions] = [askedView(query, "d-"), askedView(query, "a-")];
  const ctx = await live();
  const waiting = await findWaitingRequests(ctx, actor, {
    attachments: attachments.search,
    subscriptions: subscriptions.search,
  });
  const t = await getTranslations("desk");
  const organisations = await getTranslations("organisations");
  const workspaceOf = ({ workspace }: WaitingSubscription) => organisations(`workspaces.${workspace}.label`);
  const namesOf = (of: "attachments" | "subscriptions", request: WaitingAttachment | WaitingSubscription) => {
    const workspace = "workspace" in request ? workspaceOf(request) : "";
    const object = { requester: request.requester, structure: request.legalName, workspace };
    return {
      approve: t(`${of}.approveOne`, object),
      refuse: t(`${of}.refuseOne`, object),
      view: t(`${of}.viewOne`, object),
      select: t(`${of}.select`, object),
    };
  };
  return (
    <DeskFrame actor={actor} section="waiting">
      <WaitingTable
        of="attachments"
        page={waiting.attachments}
        asked={attachments}
        keep={subscriptions.kept}
        now={ctx.now()}
        object={{
          key: "object",
          heading: t("columns.departments"),
          cell: ({ departments }) => departments.join(", ") || t("defaultDepartment"),
        }}
        namesOf={(request) => namesOf("attachments", request)}
        requestPath={routes.attachmentRequest}
        selectionPath={routes.selectedAttachmentRequests()}
      />
      <WaitingTable
        of="subscriptions"
        page={waiting.subscriptions}
        asked={subscriptions}
        keep={attachments.kept}
        now={ctx.now()}
        object={{
          key: "object",
          heading: t("columns.workspaces"),
          cell: (request) => (
            <>
              {workspaceOf(request)}
              <span className="block text-ink-soft text-sm">
                {organisations(`access.${request.access}`)}
                {request.department ? ` · ${request.department}` : ""}
              </span>
            </>
          ),
        }}
        namesOf={(request) => namesOf("subscriptions", request)}
        requestPath={routes.subscriptionRequest}
        selectionPath={routes.selectedSubscriptionRequests()}
      />
    </DeskFrame>
  );
}
