import { countExpiredRequests, expireRequests } from "@/lib/attachment/expire-requests";
import { countPlannedReactivations, reactivateOnPlan } from "@/lib/attachment/reactivate-on-plan";
import { countRequestsToRemindOf, remindOfRequests } from "@/lib/attachment/remind-of-requests";
import { closeInactiveAccounts, countInactiveAccounts } from "./close-inactive-accounts";
import { countOldAccounts, eraseOldAccounts } from "./erase-old-accounts";
import type { Job } from "./job";
import { countAppointmentsToLapse, lapseAppointments } from "./lapse-appointments";
import { countOldRegistrations, purgeRegistrations } from "./purge-registrations";
import { countStructuresToRecheck, recheckStructures } from "./recheck-structures";
import { countProvisionalIdentifiers, remindOfProvisionalIdentifiers } from "./remind-of-provisional-identifiers";
import { countFilesToRemove, removeFiles } from "./remove-files";
import { countTechnicalAccountsToResume, resumeTechnicalAccounts } from "./resume-technical-accounts";
import { countSummaries, sendSummaries } from "./send-summaries";
import { countTechnicalAccountsToSuspend, suspendTechnicalAccounts } from "./suspend-technical-accounts";
import { countDue, sweepOut, sweeps } from "./sweep-out";
import { countTechnicalPasswordsToTellOf, tellOfTechnicalPasswords } from "./tell-of-technical-passwords";
import { countIdleAccountsToWarn, warnOfInactivity } from "./warn-of-inactivity";

/**
 * Everything that a date does, in this order: people are told before accounts close, and what merely grows old goes
 * before anything that could take it along. So none changes what a later one has to do, and a dry run tells the truth.
 */
export const jobs: Job[] = [
  { name: "expired-requests", due: countExpiredRequests, run: expireRequests },
  { name: "request-reminders", due: countRequestsToRemindOf, run: remindOfRequests },
  { name: "planned-reactivations", due: countPlannedReactivations, run: reactivateOnPlan },
  { name: "lapsed-appointments", due: countAppointmentsToLapse, run: lapseAppointments },
  { name: "register-rechecks", due: countStructuresToRecheck, run: recheckStructures },
  { name: "provisional-identifiers", due: countProvisionalIdentifiers, run: remindOfProvisionalIdentifiers },
  { name: "technical-passwords", due: countTechnicalPasswordsToTellOf, run: tellOfTechnicalPasswords },
  { name: "suspended-technical-accounts", due: countTechnicalAccountsToSuspend, run: suspendTechnicalAccounts },
  { name: "resumed-technical-accounts", due: countTechnicalAccountsToResume, run: resumeTechnicalAccounts },
  { name: "daily-summaries", due: (ctx) => countSummaries(ctx, "day"), run: (ctx) => sendSummaries(ctx, "day") },
  { name: "weekly-summaries", due: (ctx) => countSummaries(ctx, "week"), run: (ctx) => sendSummaries(ctx, "week") },
  ...sweeps.map(
    (sweep): Job => ({
      name: sweep.name,
      due: (ctx) => countDue(ctx, sweep),
      run: (ctx) => sweepOut(ctx, sweep),
    }),
  ),
  { name: "old-registrations", due: countOldRegistrations, run: purgeRegistrations },
  { name: "files-to-remove", due: countFilesToRemove, run: removeFiles },
  { name: "inactivity-reminders", due: countIdleAccountsToWarn, run: warnOfInactivity },
  { name: "inactive-accounts", due: countInactiveAccounts, run: closeInactiveAccounts },
  { name: "old-accounts", due: countOldAccounts, run: eraseOldAccounts },
];
