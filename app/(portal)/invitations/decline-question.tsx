import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnInvitation } from "@/lib/invitation/find-own-invitations";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { decline } from "./actions";

/** "Décliner": asked once, with what the managers will know of it. */
export async function DeclineQuestion({ invitation: { id, designation } }: { invitation: OwnInvitation }) {
  const t = await getTranslations("invitations.own");
  const title = t("declineTitle", { structure: designation });
  return (
    <QuestionDialog title={title} consequences={<p className="my-4">{t("declineText")}</p>}>
      <ActionForm
        action={decline}
        id="decline"
        title={await documentTitle(title)}
        sharesPage
        labels={await formLabels()}
      >
        <input type="hidden" name="invitationId" value={id} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant="danger" pendingLabel={t("declining")}>
            {t("decline")}
          </SubmitButton>
          <CancelLink href={`${routes.invitations()}#action=decliner&invitation=${id}`}>{t("back")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
