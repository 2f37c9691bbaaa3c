import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { buttonLook } from "@/app/_ui/button-look";
import { CopyButton } from "@/app/_ui/copy-button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { findSecondFactor } from "@/lib/account/find-second-factor";
import { findTotpSetUp } from "@/lib/account/find-totp-set-up";
import { isFreshProof } from "@/lib/account/prove-password";
import { inFours, totpAddress } from "@/lib/account/totp";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../../account-frame";
import { onTheWay, onwardFrom } from "../onward";
import { confirm, start } from "./actions";
import { QrCode } from "./qr-code";

/** Sets an authenticator application up: the password, then the QR code, then a first code. */
export default async function TotpPage({ searchParams }: PageProps<"/mon-compte/double-authentification/application">) {
  const actor = await requireAccountToEnrol();
  const ctx = await live();
  if ((await findSecondFactor(ctx, actor)).totpSince) redirect(routes.secondFactor());
  const onward = onwardFrom((await searchParams).suite);
  // The secret is shown to whoever gave the password just now, not to whoever finds the screen open (SEC-45).
  const setUp = isFreshProof(actor.passwordConfirmedAt, ctx.now()) ? await findTotpSetUp(ctx, actor) : null;
  const t = await getTranslations("secondFactor.application");
  return (
    <AccountFrame title={t("title")} lead={t("lead")} current={routes.security()} titled>
      {setUp ? <Scan secret={setUp.secret} email={actor.email} onward={onward} /> : <Begin onward={onward} />}
    </AccountFrame>
  );
}

async function Begin({ onward }: { onward: string | null }) {
  const t = await getTranslations("secondFactor.application");
  return (
    <>
      <h2>{t("install")}</h2>
      <p className="mt-2 mb-6 max-w-prose">{t("installHelp")}</p>
      <ActionForm action={start} title={await documentTitle(t("title"))} labels={await formLabels()}>
        {onward ? <input type="hidden" name="returnTo" value={onward} /> : null}
        <PasswordAgain />
        <Buttons label={t("begin")} pending={t("pending")} onward={onward} />
      </ActionForm>
    </>
  );
}

async function Scan({ secret, email, onward }: { secret: string; email: string; onward: string | null }) {
  const t = await getTranslations("secondFactor.application");
  const { env } = await live();
  const address = totpAddress({ secret, issuer: env.PORTAL_NAME, label: email });
  return (
    <>
      <section aria-labelledby="scan">
        <h2 id="scan">{t("scan")}</h2>
        <p className="mt-2 max-w-prose">{t("scanHelp")}</p>
        <QrCode text={address} label={t("qrCode")} />
        <p>
          <a href={address} className="inline-flex min-h-11 items-center">
            {t("openHere")}
          </a>
        </p>
        <h3 className="mt-4">{t("byHand")}</h3>
        <p className="mt-2 max-w-prose">{t("byHandHelp", { portal: env.PORTAL_NAME })}</p>
        <p className="my-3 font-mono text-lg">
          <code id="key">{inFours(secret)}</code>
        </p>
        <CopyButton text={secret} label={t("copyKey")} done={t("copied")} />
      </section>
      <section aria-labelledby="confirm" className="mt-10">
        <h2 id="confirm">{t("confirm")}</h2>
        <div className="mt-4">
          <Banner tone="info">{t("next")}</Banner>
          <ActionForm action={confirm} title={await documentTitle(t("title"))} labels={await formLabels()}>
            {onward ? <input type="hidden" name="returnTo" value={onward} /> : null}
            <TextField
              name="oneTimeCode"
              label={t("code")}
              help={t("codeHelp")}
              autoComplete="one-time-code"
              inputMode="numeric"
              width="short"
              required
            />
            <PasswordAgain />
            <Buttons label={t("activate")} pending={t("pending")} onward={onward} />
          </ActionForm>
        </div>
      </section>
    </>
  );
}

async function Buttons({ label, pending, onward }: { label: string; pending: string; onward: string | null }) {
  const t = await getTranslations("secondFactor");
  return (
    <div className="flex flex-wrap gap-3">
      <SubmitButton pendingLabel={pending}>{label}</SubmitButton>
      <a href={onTheWay(routes.secondFactor(), onward)} className={buttonLook.secondary}>
        {t("cancel")}
      </a>
    </div>
  );
}
