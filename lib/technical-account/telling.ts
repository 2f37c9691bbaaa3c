import type { Act } from "@/lib/attachment/note-act";
import type { HeldTechnicalAccount } from "./hold-technical-account";

/** What happens to a technical account that its primary manager is told of at once; his password's age is told by a date. */
type TechnicalAct = "created" | "reset" | "suspended" | "resumed" | "deleted";

/** What is told, of which account, and to whom. */
interface Telling {
  technicalAccountId: string;
  structureId: string;
  managerId: string;
  event: TechnicalAct;
  expiresAt: Date;
  /** Names this one act among those of its kind. */
  act: string;
}

/** What the primary manager is told of his technical account, by mail and in his feed (N-19, R-1105): never its password. */
export function tellingOf(
  { recipient, language }: HeldTechnicalAccount["contact"],
  { technicalAccountId, structureId, managerId, event, expiresAt, act }: Telling,
): Pick<Act, "feed" | "mails"> {
  const told = { technicalAccountId, event, expiresAt: expiresAt.toISOString(), accountId: managerId };
  return {
    feed: [{ accountId: managerId, structureId, kind: `technical-account-${event}` }],
    mails: [
      {
        message: { kind: "technical-account-told", ...told },
        recipient,
        language,
        event: `technical-account-told:${technicalAccountId}:${event}:${act}`,
      },
    ],
  };
}
