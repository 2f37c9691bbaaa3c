import { refresh } from "next/cache";
import { type PasswordProof, provePassword } from "@/lib/account/prove-password";
import { live } from "@/lib/platform/live";
import { unicodeForm } from "@/lib/platform/unicode-form";
import type { Submission } from "./form-action";
import type { FormState } from "./form-state";
import { setLoginCookie } from "./login-cookie";

/** `refused`: what the form must say instead of going on. */
export type PasswordAgainOutcome = { kind: "proven"; proof: PasswordProof } | { kind: "refused"; state: FormState };

/**
 * Asks the person behind a form for the password once more, or finds that it was given in the last ten minutes: the
 * proof that a sensitive command takes (SEC-45). The browser keeps the session's new secret (SEC-42). The form's field is
 * `password`, drawn by `PasswordAgain`.
 */
export async function passwordAgain(
  { accountId, sessionId }: { accountId: string; sessionId: string },
  typed: string | undefined,
  submission: Submission,
): Promise<PasswordAgainOutcome> {
  const password = typed ? unicodeForm(typed, "NFC") : null;
  const outcome = await provePassword(await live(), { accountId, sessionId, password });
  switch (outcome.kind) {
    case "proven":
      // The hints are read anew on the next gated page: they are worth no query here.
      if (outcome.renewed !== null) {
        const hints = { checkedAt: 0, attached: false, manager: false, administrator: false };
        await setLoginCookie({ secret: outcome.renewed, ...hints });
      }
      return { kind: "proven", proof: outcome.proof };
    case "password-needed":
      // The page was drawn while the last answer was fresh: it is drawn again, with the field.
      refresh();
      return { kind: "refused", state: submission.refuse({ password: "M-01" }) };
    case "wrong-password":
      return { kind: "refused", state: submission.refuse({ password: "M-40-current" }) };
    case "too-many-attempts":
      return { kind: "refused", state: submission.refuseAll("M-60") };
    case "overloaded":
      return { kind: "refused", state: submission.refuseAll("M-60-busy") };
  }
}
