"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { bankDetailsInput, bankDetailsRemovalInput } from "@/lib/document/inputs";
import { removeBankDetails } from "@/lib/document/remove-bank-details";
import { saveBankDetails } from "@/lib/document/save-bank-details";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { passwordAgain } from "@/lib/web/password-again";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** "Enregistrer": by the password once more. */
export const saveDetails = permittedAction("edit-sheet", bankDetailsInput, async (permit, input, submission) => {
  const { holder, iban, bic, version, password } = input;
  const again = await passwordAgain(permit.holder, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await saveBankDetails(await live(), permit, { holder, iban, bic, version, proof: again.proof });
  switch (outcome.kind) {
    case "saved":
      return redirect(`${routes.bankDetails(permit.structureId)}?fait=enregistre`);
    case "stale":
      // The page is made again with what is saved by now, above what was typed.
      refresh();
      return submission.refuseAll("M-55");
    case "too-soon":
      return submission.refuseAll({ id: "M-57-taken-over", values: { date: formatMoment(outcome.until) } });
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

/** "Supprimer les coordonnées bancaires": by the password once more. */
export const removeDetails = permittedAction(
  "edit-sheet",
  bankDetailsRemovalInput,
  async (permit, { version, password }, submission) => {
    const again = await passwordAgain(permit.holder, password, submission);
    if (again.kind === "refused") return again.state;
    const outcome = await removeBankDetails(await live(), permit, { version, proof: again.proof });
    switch (outcome.kind) {
      case "removed":
        return redirect(`${routes.bankDetails(permit.structureId)}?fait=suppression`);
      case "stale":
        return redirect(`${routes.bankDetails(permit.structureId)}?fait=change`);
      case "too-soon":
        return submission.refuseAll({ id: "M-57-taken-over", values: { date: formatMoment(outcome.until) } });
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);
