import { redirect } from "next/navigation";
import { z } from "zod";
import { type Email, emailField } from "@/lib/account/email";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { readSealed, writeSealed } from "@/lib/web/sealed-cookie";

/** How long step 2 stays bound to step 1. */
const LIFETIME_SECONDS = 10 * 60;

/** What this browser typed at step 1, and how far it came: the same for every address (SEC-22). */
const lostPassword = z.object({ email: emailField, reached: z.enum(["question", "sent"]) });
type LostPassword = z.output<typeof lostPassword>;

/** Keeps the address of step 1 on the visitor's side, sealed. */
export function keepLostPassword(value: LostPassword) {
  return writeSealed("lost-password", value, LIFETIME_SECONDS);
}

/** The address of step 1, or null once its ten minutes are over. */
export function readLostPassword(): Promise<LostPassword | null> {
  return readSealed("lost-password", lostPassword);
}

/** The address whose question this browser may answer; whoever skipped step 1, or let it pass, is led back to it. */
export async function requireQuestionStep(): Promise<Email> {
  const { env } = await live();
  const kept = await readLostPassword();
  // Switched off, the question leaves no page and no action behind (SEC-71).
  if (env.SECRET_QUESTION === "off" || kept?.reached !== "question") redirect(routes.forgottenPassword());
  return kept.email;
}
