"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { createTechnicalAccount } from "@/lib/technical-account/create-technical-account";
import { deleteTechnicalAccount } from "@/lib/technical-account/delete-technical-account";
import { technicalAccountInput, technicalDeletionInput, technicalRenewalInput } from "@/lib/technical-account/inputs";
import { limitTechnicalAccount } from "@/lib/technical-account/limit-technical-account";
import { renewTechnicalSecret } from "@/lib/technical-account/renew-technical-secret";
import { endOfOverlap } from "@/lib/technical-account/technical-account";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { passwordAgain } from "@/lib/web/password-again";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";
import { keepTicket } from "./secret-ticket";

/** "Créer l'utilisateur technique" (R-1002): by the password once more, then S-16. */
export const create = permittedAction(
  "manage-technical-account",
  technicalAccountInput,
  async (permit, { readOnly, only, password }, submission) => {
    const again = await passwordAgain(permit.holder, password, submission);
    if (again.kind === "refused") return again.state;
    const outcome = await createTechnicalAccount(await live(), permit, { readOnly, only, proof: again.proof });
    switch (outcome.kind) {
      case "created":
        deliverAfterAnswer();
        await keepTicket(permit, outcome.shown);
        return redirect(routes.technicalSecret(permit.structureId));
      case "already-exists":
        return redirect(`${routes.technicalAccount(permit.structureId)}?fait=existe`);
      case "structure-inactive":
        return submission.refuseAll("M-26");
      case "too-soon":
        return submission.refuseAll({ id: "M-57-too-soon", values: { date: formatMoment(outcome.until) } });
      case "not-managed":
        // The list is drawn anew with what he manages by now.
        refresh();
        return submission.refuse({ structureIds: "M-16-managed" });
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);

/** "Confirmer" of the reset (R-1007): by the password once more, then S-16. */
export const renew = permittedAction(
  "manage-technical-account",
  technicalRenewalInput,
  async (permit, { keepUntil, password }, submission) => {
    const ctx = await live();
    const keepOldUntil = keepUntil === null ? null : endOfOverlap(keepUntil, ctx.now());
    if (keepUntil !== null && keepOldUntil === null) return submission.refuse({ keepUntil: "M-16-overlap" });
    const again = await passwordAgain(permit.holder, password, submission);
    if (again.kind === "refused") return again.state;
    const outcome = await renewTechnicalSecret(ctx, permit, { keepOldUntil, proof: again.proof });
    switch (outcome.kind) {
      case "renewed":
        deliverAfterAnswer();
        await keepTicket(permit, outcome.shown);
        return redirect(routes.technicalSecret(permit.structureId));
      case "overlap-out-of-range":
        return submission.refuse({ keepUntil: "M-16-overlap" });
      case "structure-inactive":
        return submission.refuseAll("M-26");
      case "too-soon":
        return submission.refuseAll({ id: "M-57-too-soon", values: { date: formatMoment(outcome.until) } });
      case "not-found":
        return redirect(`${routes.technicalAccount(permit.structureId)}?fait=change`);
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);

/** "Enregistrer les limites" (R-1002): by the password once more. */
export const limit = permittedAction(
  "manage-technical-account",
  technicalAccountInput,
  async (permit, { readOnly, only, password }, submission) => {
    const again = await passwordAgain(permit.holder, password, submission);
    if (again.kind === "refused") return again.state;
    const outcome = await limitTechnicalAccount(await live(), permit, { readOnly, only, proof: again.proof });
    switch (outcome.kind) {
      case "limited":
        return redirect(`${routes.technicalAccount(permit.structureId)}?fait=limites`);
      case "too-soon":
        return submission.refuseAll({ id: "M-57-too-soon", values: { date: formatMoment(outcome.until) } });
      case "not-managed":
        refresh();
        return submission.refuse({ structureIds: "M-16-managed" });
      case "not-found":
        return redirect(`${routes.technicalAccount(permit.structureId)}?fait=change`);
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);

/** "Supprimer l'utilisateur technique" (R-1009): by the password once more. */
export const remove = permittedAction(
  "manage-technical-account",
  technicalDeletionInput,
  async (permit, { password }, submission) => {
    const again = await passwordAgain(permit.holder, password, submission);
    if (again.kind === "refused") return again.state;
    const outcome = await deleteTechnicalAccount(await live(), permit, { proof: again.proof });
    switch (outcome.kind) {
      case "deleted":
        deliverAfterAnswer();
        return redirect(`${routes.technicalAccount(permit.structureId)}?fait=suppression`);
      case "not-found":
        return redirect(`${routes.technicalAccount(permit.structureId)}?fait=change`);
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);
