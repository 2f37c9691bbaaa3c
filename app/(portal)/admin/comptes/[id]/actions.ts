"use server";

import { redirect } from "next/navigation";
import { deactivateAccount } from "@/lib/administration/deactivate-account";
import { dismissReactivation } from "@/lib/administration/dismiss-reactivation";
import { endSessionsOf } from "@/lib/administration/end-sessions-of";
import { accountActInput, checkedAccountActInput } from "@/lib/administration/inputs";
import { reactivateAccount } from "@/lib/administration/reactivate-account";
import { removeFactorsOf } from "@/lib/administration/remove-factors-of";
import { startResetFor } from "@/lib/administration/start-reset-for";
import { afterChecking } from "@/lib/administration/support-act";
import { unlockAccount } from "@/lib/administration/unlock-account";
import type { MessageId } from "@/lib/i18n/language";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import type { Submission } from "@/lib/web/form-action";
import type { FormState } from "@/lib/web/form-state";
import { routes } from "@/lib/web/routes";

/** What was done, as the page of the account says it. */
const done = {
  unlocked: "debloque",
  sent: "lien",
  removed: "facteurs",
  deactivated: "desactive",
  reactivated: "reactive",
  dismissed: "ecarte",
  ended: "sessions",
} as const;

/** Why nothing was: the account is no longer as the page showed it, it is one's own, or the right is gone. */
const refusals = {
  "not-locked": "M-54-account",
  "not-active": "M-54-account",
  "not-deactivated": "M-54-account",
  "nothing-asked": "M-54-account",
  none: "M-54-account",
  "own-account": "M-57-own",
  "not-permitted": "M-57",
} as const satisfies Record<string, MessageId>;

/** An outcome that neither table knows does not compile. */
function answer(
  accountId: string,
  { kind }: { kind: keyof typeof done | keyof typeof refusals },
  submission: Submission,
): FormState {
  if (!(kind in done)) return submission.refuseAll(refusals[kind as keyof typeof refusals]);
  deliverAfterAnswer();
  redirect(`${routes.adminAccount(accountId)}?fait=${done[kind as keyof typeof done]}`);
}

export const unlock = adminAction(accountActInput, async (act, { accountId }, submission) =>
  answer(accountId, await unlockAccount(await live(), act, { accountId }), submission),
);

export const startReset = adminAction(checkedAccountActInput, async (act, { accountId, identityCheck }, submission) =>
  answer(accountId, await startResetFor(await live(), afterChecking(act, identityCheck), { accountId }), submission),
);

export const removeFactors = adminAction(
  checkedAccountActInput,
  async (act, { accountId, identityCheck }, submission) =>
    answer(
      accountId,
      await removeFactorsOf(await live(), afterChecking(act, identityCheck), { accountId }),
      submission,
    ),
);

export const deactivate = adminAction(accountActInput, async (act, { accountId }, submission) =>
  answer(accountId, await deactivateAccount(await live(), act, { accountId }), submission),
);

export const reactivate = adminAction(accountActInput, async (act, { accountId }, submission) =>
  answer(accountId, await reactivateAccount(await live(), act, { accountId }), submission),
);

export const dismiss = adminAction(accountActInput, async (act, { accountId }, submission) =>
  answer(accountId, await dismissReactivation(await live(), act, { accountId }), submission),
);

export const endSessions = adminAction(accountActInput, async (act, { accountId }, submission) =>
  answer(accountId, await endSessionsOf(await live(), act, { accountId }), submission),
);
