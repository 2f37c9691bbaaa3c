import { getTranslations } from "next-intl/server";
import { NewsList } from "@/app/_frame/news-list";
import { ButtonLink } from "@/app/_ui/button-link";
import { Card } from "@/app/_ui/card";
import { PageHeading } from "@/app/_ui/page-heading";
import { live } from "@/lib/platform/live";
import { currentNews } from "@/lib/web/current-news";
import { documentTitle } from "@/lib/web/document-title";
import { requireAnonymous } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { SignInForm } from "./connexion/sign-in-form";
import { NewVisitorForm } from "./new-visitor-form";

/** S-01: sign in, or begin an account. */
export default async function HomePage() {
  await requireAnonymous();
  const t = await getTranslations("home");
  const { env } = await live();
  const portal = env.PORTAL_NAME;
  const title = await documentTitle(t("title", { portal }));
  return (
    <>
      <PageHeading title={t("title", { portal })} lead={t("introduction", { portal })} />
      <div className="grid gap-6 md:grid-cols-2">
        <Card title={t("signIn")}>
          <SignInForm title={title} />
        </Card>
        <Card title={t("newVisitor", { portal })}>
          <NewVisitorForm title={title} />
          <ul className="mt-4 grid gap-1 border-line border-t pt-4">
            <li>
              <a href={routes.signUp()} className="inline-flex min-h-11 items-center">
                {t("noSiret")}
              </a>
            </li>
            <li>
              <a href={routes.resendActivation()} className="inline-flex min-h-11 items-center">
                {t("resend")}
              </a>
            </li>
          </ul>
          <div className="mt-3">
            <ButtonLink href={routes.signUp()} variant="secondary">
              {t("createAccount")}
            </ButtonLink>
          </div>
        </Card>
      </div>
      <div className="mt-12 grid gap-10 md:grid-cols-[2fr_1fr]">
        <section aria-labelledby="actualites">
          <h2 id="actualites">{t("news")}</h2>
          <NewsList items={await currentNews()} />
        </section>
        <section aria-labelledby="services">
          <h2 id="services">{t("services")}</h2>
          <ul className="mt-2 grid gap-1">
            <li>
              <a href={routes.publicStructures()} className="inline-flex min-h-11 items-center">
                {t("searchPublic")}
              </a>
            </li>
            {env.DUME_URL ? (
              <li>
                <a href={env.DUME_URL} className="inline-flex min-h-11 items-center">
                  {t("dume")}
                </a>
              </li>
            ) : null}
          </ul>
        </section>
      </div>
    </>
  );
}
