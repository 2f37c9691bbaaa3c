import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { requireAnonymous } from "@/lib/web/guards";
import { routes, safeReturnPath } from "@/lib/web/routes";
import { SignInForm } from "./sign-in-form";

/** Where an expired session or a link in a mail asks to sign in, and leads back from (M-45). */
export default async function SignInPage({ searchParams }: PageProps<"/connexion">) {
  await requireAnonymous();
  const { suite, motif } = await searchParams;
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
