import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { findOwnSecurity, hasSecondFactor, type OwnSecurity } from "@/lib/account/find-own-security";
import { live } from "@/lib/platform/live";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";

/** What protects an account: each thing with its present state and one way to change it (S-10). */
export default async function SecurityPage({ searchParams }: PageProps<"/mon-compte/securite">) {
  const actor = await requireAccount();
  const { fait } = await searchParams;
  const ctx = await live();
  const security = await findOwnSecurity(ctx, actor);
  const t = await getTranslations("account.security");
  const parts = [
    { title: t("password"), state: t("passwordState"), link: t("passwordLink"), href: routes.changePassword() },
    // A switched-off option leaves no trace (SEC-71).
    ...(ctx.env.SECRET_QUESTION === "on"
      ? [
          {
            title: t("question"),
            state: security.hasSecretQuestion ? t("questionSet") : t("questionMissing"),
            link: t("questionLink"),
            href: routes.changeSecretQuestion(),
          },
        ]
      : []),
    { title: t("login"), state: security.email, link: t("loginLink"), href: routes.changeLoginEmail() },
    {
      title: t("secondFactor"),
      state: await secondFactorState(security),
      link: t("secondFactorLink"),
      href: routes.secondFactor(),
    },
    {
      title: t("sessions"),
      state: t("sessionsState", { count: security.sessions }),
      link: t("sessionsLink"),
      href: routes.ownSessions(),
    },
    {
      title: t("deactivation"),
      state: t("deactivationState"),
      link: t("deactivationLink"),
      href: routes.deactivateAccount(),
    },
  ];
  return (
    <AccountFrame title={t("title")} current={routes.security()} lead={t("lead")}>
      <Done done={fait} />
      <div className="max-w-2xl divide-y divide-line">
        {parts.map(({ title, state, link, href }) => (
          <section key={href} className="py-5">
            <h2 className="text-lg">{title}</h2>
            <p>{state}</p>
            <a href={href} className="inline-flex min-h-11 items-center">
              {link}
            </a>
          </section>
        ))}
      </div>
    </AccountFrame>
  );
}

async function secondFactorState(security: OwnSecurity): Promise<string> {
  const t = await getTranslations("account.security");
  if (!hasSecondFactor(security)) return t("secondFactorOff");
  const { hasAuthenticator, passkeys, recoveryCodes } = security;
  return t("secondFactorOn", {
    authenticator: hasAuthenticator ? "yes" : "no",
    both: hasAuthenticator && passkeys > 0 ? "yes" : "no",
    passkeys,
    codes: recoveryCodes,
  });
}

async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("account.security.done");
  if (done !== "mot-de-passe" && done !== "question") return null;
  return (
    <Banner tone="success" role="status">
      {t(done)}
    </Banner>
  );
}
