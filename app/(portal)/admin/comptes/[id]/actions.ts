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
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { routes } from "@/lib/web/routes";

/** The page of the account, which says what has just been done. */
function done(accountId: string, what: string): never {
  deliverAfterAnswer();
  redirect(`${routes.adminAccount(accountId)}?fait=${what}`);
}

export const unlock = adminAction(accountActInput, async (act, { accountId }, submission) => {
  const outcome = await unlockAccount(await live(), act, { accountId });
  switch (outcome.kind) {
    case "unlocked":
      return done(accountId, "debloque");
    case "not-locked":
      return submission.refuseAll("M-54-account");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const startReset = adminAction(checkedAccountActInput, async (act, input, submission) => {
  const { accountId, identityCheck } = input;
  const outcome = await startResetFor(await live(), afterChecking(act, identityCheck), { accountId });
  switch (outcome.kind) {
    case "sent":
      return done(accountId, "lien");
    case "not-active":
      return submission.refuseAll("M-54-account");
    case "own-account":
      return submission.refuseAll("M-57-own");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const removeFactors = adminAction(checkedAccountActInput, async (act, input, submission) => {
  const { accountId, identityCheck } = input;
  const outcome = await removeFactorsOf(await live(), afterChecking(act, identityCheck), { accountId });
  switch (outcome.kind) {
    case "removed":
      return done(accountId, "facteurs");
    case "none":
      return submission.refuseAll("M-54-account");
    case "own-account":
      return submission.refuseAll("M-57-own");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const deactivate = adminAction(accountActInput, async (act, { accountId }, submission) => {
  const outcome = await deactivateAccount(await live(), act, { accountId });
  switch (outcome.kind) {
    case "deactivated":
      return done(accountId, "desactive");
    case "not-active":
      return submission.refuseAll("M-54-account");
    case "own-account":
      return submission.refuseAll("M-57-own");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const reactivate = adminAction(accountActInput, async (act, { accountId }, submission) => {
  const outcome = await reactivateAccount(await live(), act, { accountId });
  switch (outcome.kind) {
    case "reactivated":
      return done(accountId, "reactive");
    case "not-deactivated":
      return submission.refuseAll("M-54-account");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const dismiss = adminAction(accountActInput, async (act, { accountId }, submission) => {
  const outcome = await dismissReactivation(await live(), act, { accountId });
  switch (outcome.kind) {
    case "dismissed":
      return done(accountId, "ecarte");
    case "nothing-asked":
      return submission.refuseAll("M-54-account");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const endSessions = adminAction(accountActInput, async (act, { accountId }, submission) => {
  const outcome = await endSessionsOf(await live(), act, { accountId });
  switch (outcome.kind) {
    case "ended":
      return done(accountId, "sessions");
    case "none":
      return submission.refuseAll("M-54-account");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
