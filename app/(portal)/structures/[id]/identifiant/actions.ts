"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { currentPasswordField } from "@/lib/account/inputs";
import { changeIdentifier } from "@/lib/attachment/change-identifier";
import { live } from "@/lib/platform/live";
import { newIdentifierInput } from "@/lib/structure/inputs";
import { proposeIdentifier } from "@/lib/structure/propose-identifier";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { passwordAgain } from "@/lib/web/password-again";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";
import { dropProposal, keepProposal, readProposal } from "./proposal";

export const propose = permittedAction(
  "change-identifier",
  newIdentifierInput,
  async (permit, { structureId, ...wanted }, submission) => {
    const here = routes.changeIdentifier(structureId);
    const outcome = await proposeIdentifier(await live(), permit, wanted);
    switch (outcome.kind) {
      case "fits": {
        const { identifierType, identifier } = outcome.from;
        const { identifier: canonical } = outcome.to;
        await keepProposal(permit, {
          structureId,
          wanted: { ...wanted, identifier: canonical },
          from: { identifierType, identifier },
        });
        return redirect(here);
      }
      case "refused":
        return submission.refuse({ [outcome.field]: { id: outcome.message, values: outcome.values ?? {} } });
      case "public-body":
        return submission.refuse({ identifier: "M-16-public" });
      case "register-unavailable":
        return submission.refuseAll("M-13-later");
      case "structure-inactive":
        return submission.refuseAll("M-26");
      case "too-many-checks":
        return submission.refuseAll("M-60");
      case "not-found":
        return submission.refuseAll("M-57");
    }
  },
);

/** Back to what was typed. */
export const reconsider = permittedAction("change-identifier", z.strictObject(aboutStructure), async (permit) => {
  await dropProposal();
  return redirect(routes.changeIdentifier(permit.structureId));
});

const confirmation = z.strictObject({
  ...aboutStructure,
  password: currentPasswordField,
});

export const confirm = permittedAction("change-identifier", confirmation, async (permit, { password }, submission) => {
  const { structureId } = permit;
  const proposal = await readProposal(permit);
  if (!proposal) return redirect(routes.changeIdentifier(structureId));
  const { wanted, from } = proposal;
  const again = await passwordAgain(permit.holder, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await changeIdentifier(await live(), permit, { wanted, from, proof: again.proof });
  switch (outcome.kind) {
    case "changed":
      await dropProposal();
      deliverAfterAnswer();
      return redirect(`${routes.structure(structureId)}?fait=identifiant`);
    case "stale":
      await dropProposal();
      return redirect(`${routes.changeIdentifier(structureId)}?motif=entre-temps`);
    case "identifier-taken":
      return submission.refuseAll("M-16-taken");
    case "refused":
      return submission.refuseAll({ id: outcome.message, values: outcome.values ?? {} });
    case "public-body":
      return submission.refuseAll("M-16-public");
    case "register-unavailable":
      return submission.refuseAll("M-13-later");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "not-found":
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
