import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnSession } from "@/lib/account/find-own-sessions";
import { formatMoment } from "@/lib/i18n/format-moment";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { close, closeOthers } from "./actions";
import { deviceNamer } from "./device-namer";

/** "Fermer cette session": which device it is, once more, and what closing it means. */
export async function CloseQuestion({ session }: { session: OwnSession }) {
  const t = await getTranslations("sessions");
  const { sessionId, device, network, openedAt, lastUsedAt } = session;
  return (
    <Asked
      action={close}
      asked={`action=fermer&session=${sessionId}`}
      title={t("questions.close", { device: (await deviceNamer())(device) })}
      yes={t("questions.confirmClose")}
      consequences={
        <>
          <p className="tabular-nums">
            {t("questions.closeFacts", {
              network: network ?? t("unknownNetwork"),
              openedAt: formatMoment(openedAt),
              lastUsedAt: formatMoment(lastUsedAt),
            })}
          </p>
          <p className="mt-3">{t("questions.closeConsequence")}</p>
        </>
      }
    >
      <input type="hidden" name="sessionId" value={sessionId} />
    </Asked>
  );
}

/** "Fermer toutes les autres sessions". */
export async function CloseOthersQuestion() {
  const t = await getTranslations("sessions.questions");
  return (
    <Asked
      action={closeOthers}
      asked="action=fermer-autres"
      title={t("closeOthers")}
      yes={t("confirmCloseOthers")}
      consequences={<p>{t("closeOthersConsequence")}</p>}
    />
  );
}

async function Asked({
  action,
  asked,
  title,
  yes,
  consequences,
  children,
}: {
  action: Parameters<typeof ActionForm>[0]["action"];
  /** The id of the link that asked (A11Y-22). */
  asked: string;
  title: string;
  yes: string;
  consequences: ReactNode;
  children?: ReactNode;
}) {
  const t = await getTranslations("sessions.questions");
  return (
    <QuestionDialog title={title} consequences={<div className="mt-4">{consequences}</div>}>
      <div className="mt-4">
        <ActionForm action={action} title={await documentTitle(title)} sharesPage labels={await formLabels()}>
          {children}
          <PasswordAgain />
          <div className="flex flex-wrap gap-3">
            <SubmitButton variant="danger" pendingLabel={t("sending")}>
              {yes}
            </SubmitButton>
            <CancelLink href={`${routes.ownSessions()}#${asked}`}>{t("cancel")}</CancelLink>
          </div>
        </ActionForm>
      </div>
    </QuestionDialog>
  );
}
