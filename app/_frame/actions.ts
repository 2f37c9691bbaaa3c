"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { languages } from "@/lib/i18n/language";
import { live } from "@/lib/platform/live";
import { languageCookie } from "@/lib/web/cookie-names";
import { formAction } from "@/lib/web/form-action";
import { routes } from "@/lib/web/routes";

const YEAR_SECONDS = 365 * 86_400;

export const chooseLanguage = formAction(z.strictObject({ language: z.enum(languages) }), async ({ language }) => {
  const { env } = await live();
  const secure = env.APP_URL.startsWith("https:");
  const lasting = { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge: YEAR_SECONDS } as const;
  (await cookies()).set(languageCookie, language, lasting);
  const here = (await headers()).get("x-attache-path") ?? routes.home();
  // The middleware writes this header; without it, the browser could name a foreign host in it (SEC-08).
  return redirect(/^\/(?![/\\])/.test(here) ? here : routes.home());
});
