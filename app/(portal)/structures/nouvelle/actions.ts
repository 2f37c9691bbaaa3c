"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { searchedAddress } from "@/app/(portal)/mon-compte/rattachements/nouveau/searched";
import { checkOrganisation } from "@/lib/onboarding/check-organisation";
import { createStructure } from "@/lib/onboarding/create-structure";
import { describeOrganisation } from "@/lib/onboarding/describe-organisation";
import { findCase } from "@/lib/onboarding/find-case";
import { detailsTyped, searchInput } from "@/lib/onboarding/inputs";
import { caseKinds } from "@/lib/onboarding/organisation-case";
import { live } from "@/lib/platform/live";
import { clientOrigin } from "@/lib/web/client-origin";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { formAction, sentencesOf } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { requestContext } from "@/lib/web/request-context";
import { routes } from "@/lib/web/routes";
import { keepSearch, readSearch } from "./search";

/** `shown`: the case whose fields were on the screen; it decides nothing, it is only compared. */
const detailsForm = detailsTyped.extend({ shown: z.enum(caseKinds) });
const described = `${routes.newStructure()}?etape=description`;

export const search = formAction(searchInput, async (asked, submission) => {
  const actor = await requireAccount();
  const outcome = await checkOrganisation(await live(), { ...asked, origin: await clientOrigin() });
  switch (outcome.kind) {
    case "too-many-checks":
      return submission.refuseAll("M-60");
    case "refused":
      return submission.refuse({ identifier: { id: outcome.message, values: outcome.values ?? {} } });
    case "join":
    case "unattached":
      // Somebody manages it already: one asks to be attached to it.
      return redirect(await searchedAddress(actor, outcome));
    case "create-from-registry":
    case "create-typed": {
      if (outcome.kind === "create-typed" && outcome.because === "register-down") {
        return submission.refuseAll("M-13-later");
      }
      const { identifierType, identifier } = outcome;
      await keepSearch(actor, { identifierType, identifier, proposedName: asked.proposedName ?? "" });
      return redirect(described);
    }
  }
});

export const create = formAction(detailsForm, async ({ shown, ...details }, submission) => {
  const actor = await requireAccount();
  const searched = await readSearch(actor);
  if (!searched) return redirect(routes.newStructure());
  const ctx = await requestContext();
  const found = await findCase(ctx, searched);
  if (found.kind === "refused") return submission.refuseAll({ id: found.message, values: found.values ?? {} });
  if (found.kind === "join" || found.kind === "unattached") return redirect(await searchedAddress(actor, found));
  // The register came back, or changed its mind, while the fields were typed: the new case is shown first.
  if (found.kind !== shown) return redirect(described);
  const description = describeOrganisation(found, details);
  if (description.kind === "incomplete") return submission.refuse(sentencesOf(description.issues));
  if (!description.details) return redirect(described);

  const outcome = await createStructure(ctx, actor, { found, details: description.details });
  switch (outcome.kind) {
    case "created":
      return redirect(`${routes.structure(outcome.structureId)}?fait=creation`);
    case "waiting":
      deliverAfterAnswer();
      return redirect(`${routes.ownAttachment(outcome.attachmentId)}?fait=demande`);
    case "identifier-taken":
      return redirect(await searchedAddress(actor, found));
    case "register-unavailable":
      return submission.refuseAll("M-13-later");
    case "too-many-structures":
      return submission.refuseAll("M-60");
  }
});
