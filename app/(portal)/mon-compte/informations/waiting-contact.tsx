import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Card } from "@/app/_ui/card";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { WaitingAddress } from "@/lib/account/find-waiting-address";
import { formatMoment } from "@/lib/i18n/format-moment";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { giveUpContact, resendContact } from "./actions";

/** A contact address that does not count yet, until when, and what can be done about it. */
export async function WaitingContact({ waiting, current }: { waiting: WaitingAddress; current: string }) {
  const t = await getTranslations("account.details.waiting");
  const { email, expiresAt, isExpired } = waiting;
  const title = await documentTitle(t("title"));
  const labels = await formLabels();
  return (
    <div className="mb-10 max-w-2xl">
      <Card title={t("title")}>
        <p>
          {isExpired ? t("expired", { email, current }) : t("until", { email, current, date: formatMoment(expiresAt) })}
        </p>
        <div className="mt-4 flex flex-wrap items-start gap-3">
          <ActionForm action={resendContact} title={title} labels={labels} id="resend" sharesPage>
            <SubmitButton variant="secondary" pendingLabel={t("resending")}>
              {t("resend")}
            </SubmitButton>
          </ActionForm>
          <ActionForm action={giveUpContact} title={title} labels={labels} id="give-up" sharesPage>
            <SubmitButton variant="secondary" pendingLabel={t("givingUp")}>
              {t("giveUp")}
            </SubmitButton>
          </ActionForm>
        </div>
      </Card>
    </div>
  );
}
