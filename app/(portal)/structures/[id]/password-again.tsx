import { getTranslations } from "next-intl/server";
import { PasswordField } from "@/app/_ui/password-field";

/** One's own password, once more, before an act that weighs (SEC-45). */
export async function PasswordAgain() {
  const t = await getTranslations("sheet");
  const passwords = await getTranslations("passwords");
  return (
    <PasswordField
      name="password"
      label={t("password")}
      help={t("passwordHelp")}
      showLabel={passwords("show")}
      hideLabel={passwords("hide")}
      autoComplete="current-password"
      required
    />
  );
}
