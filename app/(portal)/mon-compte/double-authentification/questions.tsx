import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { SecondFactor } from "@/lib/account/find-second-factor";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { remove, renew } from "./actions";

/** What is asked before something is taken away, as the address says it (`?action=`). */
export type Question =
  | { kind: "remove-totp" }
  | { kind: "remove-passkey"; passkeyId: string; label: string }
  | { kind: "renew-codes" };

/** The question of the address, while it still has a sense. */
export function questionFor(
  { totpSince, passkeys }: SecondFactor,
  { action, cle }: { action: unknown; cle: unknown },
): Question | null {
  if (action === "retirer-application") return totpSince ? { kind: "remove-totp" } : null;
  if (action === "renouveler-codes") return totpSince || passkeys.length > 0 ? { kind: "renew-codes" } : null;
  const passkey = action === "retirer-cle" ? passkeys.find(({ id }) => id === cle) : undefined;
  return passkey ? { kind: "remove-passkey", passkeyId: passkey.id, label: passkey.label } : null;
}

/** The dialog of that question. */
export async function QuestionAbout({ question, factors }: { question: Question; factors: SecondFactor }) {
  const t = await getTranslations("secondFactor.questions");
  const isLast = (factors.totpSince ? 1 : 0) + factors.passkeys.length === 1;
  const consequences = isLast ? t("lastConsequence") : t("otherConsequence");
  switch (question.kind) {
    case "remove-totp":
      return (
        <Asked
          action={remove}
          asked="action=retirer-application"
          title={t("removeTotp")}
          yes={t("remove")}
          consequences={consequences}
        >
          <input type="hidden" name="factor" value="totp" />
        </Asked>
      );
    case "remove-passkey":
      return (
        <Asked
          action={remove}
          asked={`action=retirer-cle&cle=${question.passkeyId}`}
          title={t("removePasskey", { label: question.label })}
          yes={t("remove")}
          consequences={consequences}
        >
          <input type="hidden" name="factor" value="passkey" />
          <input type="hidden" name="passkeyId" value={question.passkeyId} />
        </Asked>
      );
    case "renew-codes":
      return (
        <Asked
          action={renew}
          asked="action=renouveler-codes"
          title={t("renewCodes")}
          yes={t("renew")}
          consequences={t("renewConsequence")}
          harmless
        />
      );
  }
}

async function Asked({
  action,
  asked,
  title,
  yes,
  consequences,
  harmless = false,
  children,
}: {
  action: Parameters<typeof ActionForm>[0]["action"];
  /** The id of the link that asked (A11Y-22). */
  asked: string;
  title: string;
  yes: string;
  consequences: string;
  harmless?: boolean;
  children?: ReactNode;
}) {
  const t = await getTranslations("secondFactor.questions");
  return (
    <QuestionDialog
      title={title}
      consequences={
        <>
          <p className="mt-3">{consequences}</p>
          <p className="mt-3 mb-4">{t("sessionsEnd")}</p>
        </>
      }
    >
      <ActionForm action={action} title={await documentTitle(title)} sharesPage labels={await formLabels()}>
        {children}
        <PasswordAgain />
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant={harmless ? "primary" : "danger"} pendingLabel={t("pending")}>
            {yes}
          </SubmitButton>
          <CancelLink href={`${routes.secondFactor()}#${asked}`}>{t("no")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
