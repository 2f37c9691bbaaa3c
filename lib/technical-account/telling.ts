import type { NewMessage } from "@/lib/outbox/enqueue";
import type { HeldTechnicalAccount } from "./hold-technical-account";

/** What happens to a technical account that its primary manager is told of at once; his password's age is told by a date. */
type TechnicalAct = "created" | "reset" | "suspended" | "resumed" | "deleted";

/** What the primary manager is told of his technical account (N-19): never its password. */
export function tellingOf(
  { recipient, language }: HeldTechnicalAccount["contact"],
  told: { technicalAccountId: string; event: TechnicalAct; expiresAt: Date; act: string },
): NewMessage {
  const { technicalAccountId, event, expiresAt, act } = told;
  return {
    message: { kind: "technical-account-told", technicalAccountId, event, expiresAt: expiresAt.toISOString() },
    recipient,
    language,
    event: `technical-account-told:${technicalAccountId}:${event}:${act}`,
  };
}
