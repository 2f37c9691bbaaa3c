import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentActor } from "@/lib/web/guards";
import { EnvironmentBanner } from "./environment-banner";
import { Footer } from "./footer";
import { Header } from "./header";
import { IdleSession } from "./idle-session";
import { Tabs } from "./tabs";

/** What stands around every page, at the same place on each (R-301 to R-303, A11Y-02, A11Y-26). */
export async function Frame({ children }: { children: ReactNode }) {
  const t = await getTranslations("frame");
  const actor = await currentActor();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#contenu"
        className="absolute z-10 rounded-lg bg-surface-raised px-4 py-3 font-semibold not-focus:sr-only focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <EnvironmentBanner />
      <Header actor={actor} />
      {actor ? <Tabs actor={actor} /> : null}
      <main id="contenu" tabIndex={-1} className="page-width flex-1 py-8 outline-none sm:py-12">
        {actor ? <IdleSession actor={actor} /> : null}
        {children}
      </main>
      <Footer />
    </div>
  );
}
