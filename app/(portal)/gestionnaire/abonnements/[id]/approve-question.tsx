import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { SubscriptionRequestFacts } from "@/lib/attachment/find-subscription-request";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { approve } from "./actions";

/** "Valider": what the person may do from now on. */
export async function ApproveQuestion({ request }: { request: SubscriptionRequestFacts }) {
  const t = await getTranslations("desk.approveDialog");
  const organisations = await getTranslations("organisations");
  const { subscriptionId, requester, legalName, workspace, access } = request;
  return (
    <QuestionDialog
      title={t("title", { requester })}
      consequences={
        <p className="my-4">
          {t("subscriptionText", {
            requester,
            structure: legalName,
            workspace: organisations(`workspaces.${workspace}.label`),
            access: organisations(`access.${access}`),
          })}
        </p>
      }
    >
      <ActionForm
        action={approve}
        title={await documentTitle(t("title", { requester }))}
        labels={await formLabels()}
        id="approve"
      >
        <input type="hidden" name="subscriptionId" value={subscriptionId} />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("pending")}>{t("confirm")}</SubmitButton>
          <CancelLink href={`${routes.subscriptionRequest(subscriptionId)}#action=valider`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
