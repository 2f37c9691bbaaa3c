"use server";

import { notFound, redirect } from "next/navigation";
import { proposeAppointment } from "@/lib/administration/propose-appointment";
import { appointmentProposalInput } from "@/lib/administration/queue-inputs";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { routes } from "@/lib/web/routes";

/** "Proposer la nomination": nothing changes before another administrator confirms (SEC-68). */
export const propose = adminAction(appointmentProposalInput, async (act, { attachmentId, evidence }, submission) => {
  const outcome = await proposeAppointment(await live(), act, { attachmentId, evidence });
  switch (outcome.kind) {
    case "proposed":
      return redirect(`${routes.adminAppointment(outcome.appointmentId)}?fait=propose`);
    case "already-proposed":
      return submission.refuseAll("M-54");
    case "candidate-unfit":
      return submission.refuseAll("M-54-candidate");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "own-candidacy":
      return submission.refuseAll("M-57-candidate");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});
