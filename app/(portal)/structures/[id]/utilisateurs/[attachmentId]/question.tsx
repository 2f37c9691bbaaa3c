import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/app/_ui/action-form";
import type { ButtonVariant } from "@/app/_ui/button-look";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { MemberSheet } from "@/lib/attachment/find-member";
import type { Permit } from "@/lib/structure/permit";
import { formLabels } from "@/lib/web/form-labels";
import type { FormState } from "@/lib/web/form-state";
import { routes } from "@/lib/web/routes";
import { sheetTitle } from "../../sheet-frame";
import { fullName } from "../members-table";
import { writtenDay } from "../written-day";
import { change, detach, reactivate, suspend } from "./actions";
import { EditFields } from "./edit-fields";

/** What can be asked of one person, as the address names it. */
export type MemberAction = "modifier" | "desactiver" | "reactiver" | "detacher";

interface Asked {
  member: MemberSheet;
  permit: Permit<"manage-members">;
  structure: OwnAttachment;
}

/** The act that the address asks for, with its consequences in words, before it happens (A11Y-25). */
export async function Question({ action, ...asked }: Asked & { action: MemberAction }) {
  const t = await getTranslations("members");
  const name = fullName(asked.member);
  switch (action) {
    case "modifier":
      return (
        <Frame
          {...asked}
          question={action}
          action={change}
          title={t("edit.title", { name })}
          words={await wordsOf("edit")}
        >
          <EditFields member={asked.member} permit={asked.permit} />
        </Frame>
      );
    case "desactiver":
      return (
        <Frame
          {...asked}
          question={action}
          action={suspend}
          title={t("suspend.title", { name })}
          words={await wordsOf("suspend")}
          variant="danger"
          consequences={[t("suspend.consequence", { name }), t("suspend.kept"), t("suspend.told")]}
        >
          <TextField
            name="reactivateOn"
            type="date"
            label={t("suspend.date")}
            help={t("suspend.dateHelp")}
            width="short"
          />
        </Frame>
      );
    case "reactiver": {
      const { reactivateOn } = asked.member;
      return (
        <Frame
          {...asked}
          question={action}
          action={reactivate}
          title={t("reactivate.title", { name })}
          words={await wordsOf("reactivate")}
          consequences={[
            t("reactivate.consequence", { name }),
            ...(reactivateOn ? [t("reactivate.planned", { date: writtenDay(reactivateOn) })] : []),
            t("reactivate.told"),
          ]}
        />
      );
    }
    case "detacher":
      return (
        <Frame
          {...asked}
          question={action}
          action={detach}
          title={t("detach.title", { name })}
          words={await wordsOf("detach")}
          variant="danger"
          consequences={[t("detach.consequence", { name }), t("detach.again"), t("detach.account"), t("detach.told")]}
        />
      );
  }
}

interface Words {
  submit: string;
  pending: string;
  cancel: string;
}

async function wordsOf(act: "edit" | "suspend" | "reactivate" | "detach"): Promise<Words> {
  const t = await getTranslations("members");
  return { submit: t(`${act}.submit`), pending: t(`${act}.pending`), cancel: t(`${act}.cancel`) };
}

async function Frame({
  member,
  permit,
  structure,
  question,
  action,
  title,
  words,
  variant = "primary",
  consequences = [],
  children,
}: Asked & {
  question: MemberAction;
  action: (previous: FormState, data: FormData) => Promise<FormState>;
  title: string;
  words: Words;
  variant?: ButtonVariant;
  consequences?: string[];
  children?: ReactNode;
}) {
  const page = routes.member(permit.structureId, member.attachmentId);
  return (
    <QuestionDialog
      title={title}
      consequences={
        consequences.length > 0 ? (
          <ul className="mt-3 list-disc pl-6">
            {consequences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : null
      }
    >
      <div className="mt-4">
        <ActionForm action={action} title={await sheetTitle(title, structure)} labels={await formLabels()}>
          <input type="hidden" name="structureId" value={permit.structureId} />
          <input type="hidden" name="attachmentId" value={member.attachmentId} />
          {children}
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton pendingLabel={words.pending} variant={variant}>
              {words.submit}
            </SubmitButton>
            <CancelLink href={`${page}#action=${question}`}>{words.cancel}</CancelLink>
          </div>
        </ActionForm>
      </div>
    </QuestionDialog>
  );
}
