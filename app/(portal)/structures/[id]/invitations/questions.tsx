import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { SentInvitation } from "@/lib/invitation/find-sent-invitations";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { resend, withdraw } from "./actions";

/** What can be asked about an invitation that was sent, as the address says (`?action=`). */
export type Question = "renvoyer" | "retirer";

/** The question of the address, while it still has a sense for that invitation and that manager. */
export function questionFor(invitation: SentInvitation | null, wanted: unknown): Question | null {
  if (!invitation) return null;
  const { status, mayWithdraw, mayResend } = invitation;
  const waits = status === "pending" || status === "expired" || status === "lapsed";
  if (wanted === "renvoyer") return waits && mayResend ? "renvoyer" : null;
  return wanted === "retirer" && waits && mayWithdraw ? "retirer" : null;
}

/** Where that question about that invitation is asked. */
export function questionHref(path: string, question: Question, id: string): string {
  return `${path}?action=${question}&invitation=${id}`;
}

/** The dialog of that question. */
export async function QuestionAbout({
  question,
  structureId,
  invitation: { id, email },
}: {
  question: Question;
  structureId: string;
  invitation: SentInvitation;
}) {
  const t = await getTranslations("invitations.sent");
  const act = question === "renvoyer" ? "resend" : "withdraw";
  const title = t(`${act}Title`, { email });
  return (
    <QuestionDialog title={title} consequences={<p className="my-4">{t(`${act}Text`)}</p>}>
      <ActionForm
        action={act === "resend" ? resend : withdraw}
        id={act}
        title={await documentTitle(title)}
        sharesPage
        labels={await formLabels()}
      >
        <input type="hidden" name="structureId" value={structureId} />
        <input type="hidden" name="invitationId" value={id} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant={act === "resend" ? "primary" : "danger"} pendingLabel={t("sending")}>
            {t(`${act}Submit`)}
          </SubmitButton>
          <CancelLink href={questionHref(routes.structureInvitations(structureId), question, id).replace("?", "#")}>
            {t("cancel")}
          </CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
