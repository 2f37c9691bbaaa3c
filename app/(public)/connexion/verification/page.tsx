import { getTranslations } from "next-intl/server";
import { PasskeyButton } from "@/app/_frame/passkey-button";
import { SupportContact } from "@/app/_frame/support-contact";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requirePendingSignIn } from "@/lib/web/pending-sign-in";
import { routes } from "@/lib/web/routes";
import { verify } from "./actions";

/** Each way through, by its word in the address. */
const ways = { application: "totp", cle: "passkey", secours: "recovery-code" } as const;
type Way = keyof typeof ways;

/** The second step of a sign-in: a code of the application, a passkey, or a recovery code. */
export default async function VerificationPage({ searchParams }: PageProps<"/connexion/verification">) {
  const { pending } = await requirePendingSignIn();
  const { moyen } = await searchParams;
  const { offers } = pending;
  const offered = (Object.keys(ways) as Way[]).filter((way) => isOffered(way, offers));
  // Whoever has both finds the one that works everywhere; the other is a click away.
  const way = offered.find((one) => one === moyen) ?? offered[0];
  const t = await getTranslations("secondFactor.verification");
  const others = offered.filter((one) => one !== way);
  return (
    <div className="mx-auto w-full max-w-md">
      <PageHeading title={t("title")} lead={t("lead")} />
      {way ? <Answer key={way} way={way} title={await documentTitle(t("title"))} /> : null}
      {others.length > 0 ? (
        <section aria-labelledby="others" className="mt-10">
          <h2 id="others">{t("others")}</h2>
          <ul className="mt-2 grid gap-1">
            {others.map((other) => (
              <li key={other}>
                <a href={`${routes.secondFactorStep()}?moyen=${other}`} className="inline-flex min-h-11 items-center">
                  {t(`ways.${other}`)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="lost" className="mt-10">
        <h2 id="lost">{t("lost")}</h2>
        <SupportContact lead={t("lostLead")} />
      </section>
      <p className="mt-8">
        <ButtonLink href={routes.signIn()} variant="secondary">
          {t("back")}
        </ButtonLink>
      </p>
    </div>
  );
}

function isOffered(way: Way, offers: { totp: boolean; passkey: boolean; recoveryCode: boolean }): boolean {
  switch (way) {
    case "application":
      return offers.totp;
    case "cle":
      return offers.passkey;
    case "secours":
      return offers.recoveryCode;
  }
}

async function Answer({ way, title }: { way: Way; title: string }) {
  const t = await getTranslations("secondFactor.verification");
  return (
    <ActionForm action={verify} title={title} labels={await formLabels()}>
      <input type="hidden" name="factor" value={ways[way]} />
      <Asked way={way} />
      {way === "cle" ? null : <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>}
    </ActionForm>
  );
}

async function Asked({ way }: { way: Way }) {
  const t = await getTranslations("secondFactor.verification");
  switch (way) {
    case "application":
      return (
        <TextField
          name="oneTimeCode"
          label={t("code")}
          help={t("codeHelp")}
          autoComplete="one-time-code"
          inputMode="numeric"
          width="short"
          required
        />
      );
    case "secours":
      return (
        <TextField
          name="oneTimeCode"
          label={t("recoveryCode")}
          help={t("recoveryCodeHelp")}
          autoComplete="one-time-code"
          required
        />
      );
    case "cle": {
      const passkey = await getTranslations("secondFactor.passkeyButton");
      return (
        <>
          <p className="max-w-prose">{t("passkeyHelp")}</p>
          <PasskeyButton
            does="sign"
            question={routes.passkeyQuestion()}
            name="answer"
            labels={{
              button: passkey("sign"),
              pending: passkey("pending"),
              failed: passkey("failed"),
              unsupported: passkey("unsupported"),
              noScripts: passkey("noScriptsSign"),
            }}
          />
        </>
      );
    }
  }
}
