import type { Language } from "@/lib/i18n/language";
import { composeMail } from "@/lib/notification/compose-mail";
import type { Mail } from "@/lib/platform/mailer";
import { type TestContext, testContext } from "./context";
import type { Telling } from "./telling";

/** A context in which mails come out alike at each run: fixed ids and secrets, a base address that is no other's. */
export async function mailContext(): Promise<TestContext> {
  const ctx = await testContext({ env: { APP_URL: "https://portail.example" } });
  let ids = 0;
  ctx.id = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
  ctx.secret = () => `nonce-${++ids}`;
  return ctx;
}

/** The mail that tells it, in French unless said otherwise. */
export async function mailTelling(ctx: TestContext, telling: Telling, language: Language = "fr"): Promise<Mail> {
  return mailOf(await composeMail(ctx, { ...telling, language }));
}

/** The mail that tells it, its spaces that do not break made plain. */
export async function readMail(ctx: TestContext, telling: Telling): Promise<Mail> {
  const mail = await mailTelling(ctx, telling);
  return { ...mail, text: mail.text.replaceAll("\u00a0", " ") };
}

/** A mail that was not dropped. */
export function mailOf(composed: Awaited<ReturnType<typeof composeMail>>): Mail {
  if (composed.kind !== "mail") throw new Error("the mail was dropped");
  return composed.mail;
}

/** What a reader sees of the HTML. */
export function bodyText(html: string): string {
  return html
    .replace(/^.*<body\b/s, "<body")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .replace(/ ([.,])/g, "$1");
}
