import { getTranslations } from "next-intl/server";
import { PasswordField } from "@/app/_ui/password-field";
import { isFreshProof } from "@/lib/account/prove-password";
import { live } from "@/lib/platform/live";
import { currentActor } from "@/lib/web/guards";

/**
 * One's own password, once more, before an act that weighs; nothing where it was given in the last ten minutes, unless
 * this act `always` asks (SEC-45). A form with a `label` of its own says by itself why it asks.
 */
export async function PasswordAgain({
  always = false,
  label,
  help,
  required = true,
}: {
  always?: boolean;
  label?: string;
  help?: string;
  required?: boolean;
}) {
  if (!always && (await wasJustGiven())) return null;
  const passwords = await getTranslations("passwords");
  return (
    <PasswordField
      name="password"
      label={label ?? passwords("again")}
      help={label ? help : passwords("againHelp")}
      showLabel={passwords("show")}
      hideLabel={passwords("hide")}
      autoComplete="current-password"
      required={required}
    />
  );
}

async function wasJustGiven(): Promise<boolean> {
  const actor = await currentActor();
  const { now } = await live();
  return actor !== null && isFreshProof(actor.passwordConfirmedAt, now());
}
