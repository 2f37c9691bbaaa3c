import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { TextAreaField } from "@/app/_ui/text-area-field";
import { REASON_LENGTH } from "@/lib/administration/support-act";

/**
 * What every form of support asks for last: why, and one's own password where it was given more than ten minutes ago
 * (SEC-70). `told`: the person reads the reason too. `checked`: how he was recognised is asked first (R-416, SEC-48).
 */
export async function ReasonFields({ told = false, checked = false }: { told?: boolean; checked?: boolean }) {
  const t = await getTranslations("administration.acts");
  return (
    <>
      {checked ? (
        <TextAreaField
          name="identityCheck"
          label={t("identityCheck")}
          help={t("identityCheckHelp")}
          required
          maxLength={REASON_LENGTH}
        />
      ) : null}
      <TextAreaField
        name="reason"
        label={t("reason")}
        help={told ? t("reasonTold") : t("reasonHelp")}
        required
        maxLength={REASON_LENGTH}
      />
      <PasswordAgain />
    </>
  );
}
