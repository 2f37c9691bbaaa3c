"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { languages } from "@/lib/i18n/language";
import { live } from "@/lib/platform/live";
import { languageCookie } from "@/lib/web/cookie-names";
import { formAction } from "@/lib/web/form-action";
import { untouched } from "@/lib/web/form-state";

const YEAR_SECONDS = 365 * 86_400;

export const chooseLanguage = formAction(z.strictObject({ language: z.enum(languages) }), async ({ language }) => {
  const { env } = await live();
  const secure = env.APP_URL.startsWith("https:");
  const lasting = { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge: YEAR_SECONDS } as const;
  (await cookies()).set(languageCookie, language, lasting);
  // No redirect: the page is written again where it stands, with what was typed in it.
  return untouched;
});
