import { getTranslations } from "next-intl/server";
import { PasskeyButton } from "@/app/_frame/passkey-button";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { buttonLook } from "@/app/_ui/button-look";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { isFreshProof } from "@/lib/account/prove-password";
import { formatDay } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../../account-frame";
import { onTheWay, onwardFrom } from "../onward";
import { add, giveThePassword } from "./actions";

/** Adds a passkey: the password first, so that no key is made for nothing, then its name and the key (R-425, SEC-49). */
export default async function PasskeyPage({ searchParams }: PageProps<"/mon-compte/double-authentification/cle">) {
  const actor = await requireAccountToEnrol();
  const { now } = await live();
  const onward = onwardFrom((await searchParams).suite);
  const gavePassword = isFreshProof(actor.passwordConfirmedAt, now());
  const t = await getTranslations("secondFactor.passkey");
  return (
    <AccountFrame title={t("title")} lead={t("lead")} current={routes.security()} titled>
      {gavePassword ? <Make onward={onward} today={formatDay(now())} /> : <Begin onward={onward} />}
    </AccountFrame>
  );
}

async function Begin({ onward }: { onward: string | null }) {
  const t = await getTranslations("secondFactor.passkey");
  return (
    <ActionForm action={giveThePassword} title={await documentTitle(t("title"))} labels={await formLabels()}>
      {onward ? <input type="hidden" name="returnTo" value={onward} /> : null}
      <PasswordAgain />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("pending")}>{t("begin")}</SubmitButton>
        <Cancel onward={onward} />
      </div>
    </ActionForm>
  );
}

async function Make({ onward, today }: { onward: string | null; today: string }) {
  const t = await getTranslations("secondFactor.passkey");
  const button = await getTranslations("secondFactor.passkeyButton");
  return (
    <ActionForm action={add} title={await documentTitle(t("title"))} labels={await formLabels()}>
      {onward ? <input type="hidden" name="returnTo" value={onward} /> : null}
      <TextField
        name="label"
        label={t("label")}
        help={t("labelHelp")}
        defaultValue={t("labelDefault", { date: today })}
        maxLength={60}
        required
      />
      <PasswordAgain />
      <PasskeyButton
        does="make"
        question={routes.newPasskeyQuestion()}
        name="creation"
        labels={{
          button: button("make"),
          pending: button("pending"),
          failed: button("failed"),
          unsupported: button("unsupported"),
          noScripts: button("noScriptsMake"),
        }}
      />
      <Cancel onward={onward} />
    </ActionForm>
  );
}

async function Cancel({ onward }: { onward: string | null }) {
  const t = await getTranslations("secondFactor");
  return (
    <a href={onTheWay(routes.secondFactor(), onward)} className={buttonLook.secondary}>
      {t("cancel")}
    </a>
  );
}
