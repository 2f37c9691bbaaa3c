import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { buttonLook } from "@/app/_ui/button-look";
import { PageHeading } from "@/app/_ui/page-heading";
import type { Actor } from "@/lib/attachment/actor";
import { documentTitle } from "@/lib/web/document-title";
import { currentActor, requireAnonymous } from "@/lib/web/guards";
import { routes, safeReturnPath } from "@/lib/web/routes";
import { SignInForm } from "./sign-in-form";

/**
 * Where an expired session or a link in a mail asks to sign in, and leads back from (M-45). Whoever chose a new password
 * where somebody else is signed in learns both here.
 */
export default async function SignInPage({ searchParams }: PageProps<"/connexion">) {
  const { suite, motif } = await searchParams;
  if (motif !== "mot-de-passe-modifie") await requireAnonymous();
  const actor = await currentActor();
  if (actor) return <SignedInAlready actor={actor} />;
  const t = await getTranslations("signIn");
  const messages = await getTranslations("messages");
  const returnTo = safeReturnPath(typeof suite === "string" ? suite : null) ?? undefined;
  return (
    <div className="mx-auto w-full max-w-md">
      <PageHeading title={t("title")} />
      {motif === "session-expiree" ? <Banner tone="info">{messages("M-45")}</Banner> : null}
      {motif === "trop-de-tentatives" ? (
        <Banner tone="warning" role="alert">
          {messages("M-60")}
        </Banner>
      ) : null}
      {motif === "mot-de-passe-modifie" ? (
        <Banner tone="success" role="status">
          {messages("M-43")}
        </Banner>
      ) : null}
      {motif === "deconnexion" ? (
        <Banner tone="success" role="status">
          {t("signedOut")}
        </Banner>
      ) : null}
      <SignInForm title={await documentTitle(t("title"))} returnTo={returnTo} />
      <p className="mt-8 text-ink-soft">{t("newHere")}</p>
      <ButtonLink href={routes.signUp()} variant="secondary">
        {t("createAccount")}
      </ButtonLink>
    </div>
  );
}

async function SignedInAlready({ actor: { givenName, familyName, email } }: { actor: Actor }) {
  const t = await getTranslations("signIn");
  const messages = await getTranslations("messages");
  return (
    <div className="mx-auto w-full max-w-md">
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} />
      <Banner tone="success" role="status">
        {messages("M-43")}
      </Banner>
      <p className="break-words">{t("signedInAlready.told", { name: `${givenName} ${familyName}`, email })}</p>
      <form action={routes.signOut()} method="post" className="mt-6 flex flex-wrap gap-3">
        <button type="submit" className={buttonLook.primary}>
          {t("signedInAlready.signOut")}
        </button>
        <ButtonLink href={routes.portalHome()} variant="secondary">
          {t("signedInAlready.goOn")}
        </ButtonLink>
      </form>
    </div>
  );
}
