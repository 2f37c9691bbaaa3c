import { getTranslations } from "next-intl/server";
import { PasswordField } from "@/app/_ui/password-field";
import { isFreshProof } from "@/lib/account/prove-password";
import { live } from "@/lib/platform/live";
import { currentActor } from "@/lib/web/guards";

/**
 * One's own password, once more, before an act that weighs; nothing where it was given in the last ten minutes, unless
 * this act `always` asks (SEC-45).
 */
export async function PasswordAgain({ always = false }: { always?: boolean }) {
  const actor = await currentActor();
  const { now } = await live();
  if (!always && actor && isFreshProof(actor.passwordConfirmedAt, now())) return null;
  const passwords = await getTranslations("passwords");
  return (
    <PasswordField
      name="password"
      label={passwords("again")}
      help={passwords("againHelp")}
      showLabel={passwords("show")}
      hideLabel={passwords("hide")}
      autoComplete="current-password"
      required
    />
  );
}
