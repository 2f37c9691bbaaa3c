import { proposeAppointment } from "@/lib/administration/propose-appointment";
import type { Context } from "@/lib/platform/context";
import type { Attached } from "./people";
import { aSupportAct } from "./support-acts";

/** A proposal of somebody, by one administrator, and another administrator who may decide. */
export async function aProposalOf(ctx: Context, { attachment }: Pick<Attached, "attachment">) {
  const proposer = await aSupportAct(ctx, { reason: "The seat is empty" });
  const evidence = "Identity card seen";
  const outcome = await proposeAppointment(ctx, proposer, { attachmentId: attachment.id, evidence });
  if (outcome.kind !== "proposed") throw new Error(outcome.kind);
  const confirmer = await aSupportAct(ctx, { reason: "Checked by telephone" });
  return { proposer, confirmer, appointmentId: outcome.appointmentId };
}
