"use server";

import { notFound, redirect } from "next/navigation";
import { type DecideAppointmentOutcome, decideAppointment } from "@/lib/administration/decide-appointment";
import { appointmentDecisionInput } from "@/lib/administration/queue-inputs";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import type { Submission } from "@/lib/web/form-action";
import type { FormState } from "@/lib/web/form-state";
import { routes } from "@/lib/web/routes";

/** "Confirmer la nomination", by another administrator than the one who proposed (SEC-68). */
export const confirm = adminAction(appointmentDecisionInput, async (act, { appointmentId }, submission) =>
  answer(await decideAppointment(await live(), act, { appointmentId, decision: "confirm" }), appointmentId, submission),
);

/** "Rejeter la proposition", by whichever administrator. */
export const decline = adminAction(appointmentDecisionInput, async (act, { appointmentId }, submission) =>
  answer(await decideAppointment(await live(), act, { appointmentId, decision: "decline" }), appointmentId, submission),
);

function answer(outcome: DecideAppointmentOutcome, appointmentId: string, submission: Submission): FormState {
  const path = routes.adminAppointment(appointmentId);
  switch (outcome.kind) {
    case "confirmed":
      deliverAfterAnswer();
      return redirect(`${path}?fait=confirme`);
    case "declined":
      return redirect(`${path}?fait=rejete`);
    case "already-decided":
      return redirect(path);
    case "own-proposal":
      return submission.refuseAll("M-57-proposal");
    case "proposer-gone":
      return submission.refuseAll("M-57-proposer");
    case "own-candidacy":
      return submission.refuseAll("M-57-candidate");
    case "candidate-unfit":
      return submission.refuseAll("M-54-candidate");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
}
