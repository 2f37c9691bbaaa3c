import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { currentLanguage } from "@/lib/web/current-language";
import "./globals.css";

const body = localFont({
  src: "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  weight: "200 800",
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
      <body>{children}</body>
    </html>
  );
}
