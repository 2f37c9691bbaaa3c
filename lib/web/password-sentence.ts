import { getTranslations } from "next-intl/server";
import type { PasswordOutcome, PasswordRule } from "@/lib/account/password";
import type { Sentence } from "./form-action";

/** Why a new password is not taken: the rules it breaks in words (M-35), or that it is too easy to guess (M-37). */
export async function passwordSentence(
  refused: Extract<PasswordOutcome, { kind: "refused" }> | { message: "M-35"; rules: ["differentFromCurrent"] },
): Promise<Sentence> {
  if (refused.message === "M-37") return "M-37";
  const t = await getTranslations("passwords.rules");
  const rules: (PasswordRule | "differentFromCurrent")[] = refused.rules;
  return { id: "M-35", values: { rules: rules.map((rule) => t(rule)).join(", ") } };
}
