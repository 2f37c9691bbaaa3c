"use server";

import { notFound, redirect } from "next/navigation";
import { cancelOperation } from "@/lib/operation/cancel-operation";
import { operationInput } from "@/lib/operation/inputs";
import { live } from "@/lib/platform/live";
import { resumeOperation } from "@/lib/web/begin-operation";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

/** "Annuler le traitement": what is done stays done (R-1404). */
export const cancel = formAction(operationInput, async ({ operationId }) => {
  const actor = await requireAccount();
  const outcome = await cancelOperation(await live(), actor, operationId);
  switch (outcome.kind) {
    case "cancelled":
    case "already-over":
      return redirect(routes.operation(operationId));
    case "not-found":
      return notFound();
  }
});

/** "Reprendre": what was interrupted long ago goes on because its person says so, never because he looked (R-1404). */
export const resume = formAction(operationInput, async ({ operationId }) => {
  const actor = await requireAccount();
  await resumeOperation(actor, operationId);
  // Somebody else's is told by its page, like one that never was.
  return redirect(routes.operation(operationId));
});
