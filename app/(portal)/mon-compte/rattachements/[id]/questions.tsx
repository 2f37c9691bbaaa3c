import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnAttachmentPage } from "@/lib/attachment/find-own-attachment";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { RequestFields } from "../request-fields";
import { cancel, correct, leave } from "./actions";

/** What can be asked on the page of one's own attachment, as its address says (`?action=`). */
const questions = ["corriger", "annuler", "quitter"] as const;
export type Question = (typeof questions)[number];

/** The question of the address, while it still has a sense: a request that is decided is not taken back. */
export function questionFor({ status, role }: OwnAttachmentPage, wanted: unknown): Question | null {
  const question = questions.find((known) => known === wanted) ?? null;
  if (question === "quitter") {
    return (status === "approved" || status === "suspended") && role !== "primary-manager" ? question : null;
  }
  return status === "pending" ? question : null;
}

/** The dialog of that question. */
export async function QuestionAbout({
  question,
  attachment,
  name,
}: {
  question: Question;
  attachment: OwnAttachmentPage;
  name: string;
}) {
  const t = await getTranslations("requests.questions");
  switch (question) {
    case "corriger":
      return (
        <Asked
          action={correct}
          question={question}
          attachment={attachment}
          title={t("correct", { name })}
          yes={t("save")}
          variant="primary"
        >
          <RequestFields
            departments={attachment.departmentsToAskFor}
            asked={attachment.departments.map(({ id }) => id)}
            comment={attachment.comment}
          />
        </Asked>
      );
    case "annuler":
      return (
        <Asked
          action={cancel}
          question={question}
          attachment={attachment}
          title={t("cancel", { name })}
          yes={t("confirmCancel")}
          consequences={t("cancelConsequences")}
        />
      );
    case "quitter":
      return (
        <Asked
          action={leave}
          question={question}
          attachment={attachment}
          title={t("leave", { name })}
          yes={t("confirmLeave")}
          consequences={t("leaveConsequences")}
        />
      );
  }
}

async function Asked({
  action,
  question,
  attachment: { attachmentId },
  title,
  yes,
  variant = "danger",
  consequences,
  children,
}: {
  action: Parameters<typeof ActionForm>[0]["action"];
  question: Question;
  attachment: OwnAttachmentPage;
  title: string;
  yes: string;
  variant?: "primary" | "danger";
  consequences?: string;
  children?: ReactNode;
}) {
  const t = await getTranslations("requests.questions");
  return (
    <QuestionDialog title={title} consequences={consequences && <p className="mt-4">{consequences}</p>}>
      <div className="mt-4">
        <ActionForm action={action} title={await documentTitle(title)} sharesPage labels={await formLabels()}>
          <input type="hidden" name="attachmentId" value={attachmentId} />
          {children}
          <div className="flex flex-wrap gap-3">
            <SubmitButton variant={variant} pendingLabel={t("sending")}>
              {yes}
            </SubmitButton>
            <CancelLink href={`${routes.ownAttachment(attachmentId)}#action=${question}`}>{t("no")}</CancelLink>
          </div>
        </ActionForm>
      </div>
    </QuestionDialog>
  );
}
