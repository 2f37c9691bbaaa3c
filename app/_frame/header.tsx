import { CircleHelp, FileText, LogOut, UserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Actor } from "@/lib/attachment/actor";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";
import { routes } from "@/lib/web/routes";
import { LanguageSwitch } from "./language-switch";
import { Mark } from "./mark";

const item = "inline-flex min-h-11 items-center gap-1.5 text-ink no-underline hover:underline";

/** Name of the portal, language, help; and of whoever is signed in, his name and his way out. */
export async function Header({ actor }: { actor: Actor | null }) {
  const t = await getTranslations("frame");
  const { env } = await live();
  return (
    <header className="border-line border-b bg-surface-raised">
      <div className="page-width flex flex-wrap items-center justify-between gap-x-6 py-2">
        <a
          href={actor ? routes.portalHome() : routes.home()}
          aria-label={t("homeLink", { portal: env.PORTAL_NAME })}
          className="inline-flex min-h-11 items-center gap-2.5 font-bold text-ink text-xl no-underline"
        >
          <Mark className="size-8 text-accent" />
          {env.PORTAL_NAME}
        </a>
        <div className="flex flex-wrap items-center gap-x-4 text-sm sm:gap-x-5 print:hidden">
          {env.DOCUMENTATION_URL ? (
            <a href={env.DOCUMENTATION_URL} className={item}>
              <FileText aria-hidden="true" size={20} className="max-sm:hidden" />
              {t("documentation")}
            </a>
          ) : null}
          <a href="#aide" className={item}>
            <CircleHelp aria-hidden="true" size={20} className="max-sm:hidden" />
            {t("help")}
          </a>
          <LanguageSwitch name={t("language")} current={await currentLanguage()} />
        </div>
      </div>
      {actor ? <Person actor={actor} /> : null}
    </header>
  );
}

async function Person({ actor: { givenName, familyName, previousSignInAt } }: { actor: Actor }) {
  const t = await getTranslations("frame");
  return (
    <div className="page-width flex flex-wrap items-center gap-x-5 pb-1 sm:justify-end text-sm print:hidden">
      {previousSignInAt ? (
        <span className="text-ink-soft tabular-nums">{t("lastSignIn", { date: formatMoment(previousSignInAt) })}</span>
      ) : null}
      <a href={routes.myAccount()} className={`${item} min-w-0 font-semibold`}>
        <UserRound aria-hidden="true" size={20} className="shrink-0" />
        {givenName} {familyName}
      </a>
      <form action={routes.signOut()} method="post">
        <button type="submit" className={`${item} cursor-pointer`}>
          <LogOut aria-hidden="true" size={20} />
          {t("signOut")}
        </button>
      </form>
    </div>
  );
}
