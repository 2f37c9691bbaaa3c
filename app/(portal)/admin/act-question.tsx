import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/app/_ui/action-form";
import type { ButtonVariant } from "@/app/_ui/button-look";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import type { FormState } from "@/lib/web/form-state";
import { ReasonFields } from "./reason-fields";

/** An act of support, with what it does in words, before it happens (A11Y-25, SEC-70). */
export async function ActQuestion({
  title,
  consequence,
  submit,
  action,
  hidden,
  back,
  variant = "primary",
  told,
  checked,
  children,
}: {
  title: string;
  consequence: string;
  submit: string;
  action: (previous: FormState, data: FormData) => Promise<FormState>;
  /** What the act is about. */
  hidden: [name: string, value: string][];
  /** The page it was asked on, and there the link that asked (A11Y-22). */
  back: string;
  variant?: ButtonVariant;
  told?: boolean;
  checked?: boolean;
  children?: ReactNode;
}) {
  const t = await getTranslations("administration");
  return (
    <QuestionDialog
      title={title}
      consequences={
        <>
          <p className="mt-3 mb-4">{consequence}</p>
          {children}
        </>
      }
    >
      <ActionForm action={action} title={await documentTitle(`${title} - ${t("title")}`)} labels={await formLabels()}>
        {hidden.map(([name, value]) => (
          <input key={value} type="hidden" name={name} value={value} />
        ))}
        <ReasonFields told={told} checked={checked} />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("acts.pending")} variant={variant}>
            {submit}
          </SubmitButton>
          <CancelLink href={back}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
