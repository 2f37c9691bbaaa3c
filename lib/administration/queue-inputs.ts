import { z } from "zod";
import { onOneLine, plainText } from "@/lib/platform/plain-text";
import { supportFields } from "./support-act";

/** How much support may write about how it recognised a person: a document seen, a call back (SEC-68). */
export const EVIDENCE_LENGTH = 1000;

/** A decision on a request that nobody manages (R-857, SEC-70); of a refusal, the requester reads the reason. */
export const queuedRequestInput = z.strictObject({ ...supportFields, attachmentId: z.uuid() });

/** The same on a request for a workspace. */
export const queuedSubscriptionInput = z.strictObject({ ...supportFields, subscriptionId: z.uuid() });

/** "Proposer la nomination": whom, why, and how support made sure (SEC-68). */
export const appointmentProposalInput = z.strictObject({
  ...supportFields,
  attachmentId: z.uuid("M-01"),
  evidence: onOneLine(plainText(EVIDENCE_LENGTH)),
});

/** "Confirmer" or "Rejeter" a proposal (SEC-68). */
export const appointmentDecisionInput = z.strictObject({ ...supportFields, appointmentId: z.uuid() });
