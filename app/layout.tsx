import localFont from "next/font/local";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { env as readEnv } from "@/lib/platform/env";
import { currentLanguage } from "@/lib/web/current-language";
import { type FailureSentences, FailureSentencesProvider } from "./_frame/failure";
import "./globals.css";

const body = localFont({
  src: "./_ui/fonts/atkinson-hyperlegible-next.woff2",
  weight: "400 700",
  display: "swap",
  variable: "--font-body",
  adjustFontFallback: "Arial",
});

export const viewport = { colorScheme: "light dark" };

/** The document of every page. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is dynamic: Next puts the nonce of the request on its scripts (SEC-14).
  await headers();
  return (
    <html lang={await currentLanguage()} className={body.variable}>
      <body>
        <FailureSentencesProvider sentences={await failureSentences()}>{children}</FailureSentencesProvider>
      </body>
    </html>
  );
}

async function failureSentences(): Promise<FailureSentences> {
  const t = await getTranslations("failure");
  const { PORTAL_NAME, SUPPORT_EMAIL: email, SUPPORT_PHONE } = readEnv();
  const phone = SUPPORT_PHONE.replaceAll(" ", "\u00a0");
  return {
    documentTitle: `${t("title")} - ${PORTAL_NAME}`,
    title: t("title"),
    lead: t("lead"),
    retry: t("retry"),
    support: t("support", { email, phone }),
    reference: t("reference"),
  };
}
