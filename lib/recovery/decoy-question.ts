import { createHmac } from "node:crypto";
import type { Email } from "@/lib/account/email";
import { type SecretQuestion, secretQuestions } from "@/lib/account/secret-question";
import type { Env } from "@/lib/platform/env";

/**
 * The question shown for an address that has none: of the same list, and always the same for that address. Its key never
 * rotates: an address that met another question tomorrow would be known for unknown (R-416, SEC-50).
 */
export function decoyQuestion({ DECOY_SECRET }: Pick<Env, "DECOY_SECRET">, email: Email): SecretQuestion {
  const digest = createHmac("sha256", DECOY_SECRET).update(email).digest();
  // 48 bits over twelve questions: none comes up measurably more often.
  const chosen = secretQuestions[digest.readUIntBE(0, 6) % secretQuestions.length];
  if (chosen === undefined) throw new Error("There is no secret question to choose from.");
  return chosen;
}
