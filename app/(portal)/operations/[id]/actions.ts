"use server";

import { notFound, redirect } from "next/navigation";
import { cancelOperation } from "@/lib/operation/cancel-operation";
import { operationInput } from "@/lib/operation/inputs";
import { live } from "@/lib/platform/live";
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
