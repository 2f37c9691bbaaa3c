"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { cancelSubscriptionRequest } from "@/lib/attachment/cancel-subscription-request";
import { endSubscription } from "@/lib/attachment/end-subscription";
import { live } from "@/lib/platform/live";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

const ownSubscription = z.strictObject({ subscriptionId: z.uuid() });

/** "Annuler la demande". */
export const cancelRequest = formAction(ownSubscription, async ({ subscriptionId }, submission) => {
  const outcome = await cancelSubscriptionRequest(await live(), await requireAccount(), { subscriptionId });
  switch (outcome.kind) {
    case "cancelled":
      return redirect(`${routes.ownSubscription(subscriptionId)}?fait=annulation`);
    case "already-decided":
      return submission.refuseAll("M-54");
    case "not-found":
      return notFound();
  }
});

/** "Mettre fin à l'abonnement". */
export const endOwn = formAction(ownSubscription, async ({ subscriptionId }, submission) => {
  const outcome = await endSubscription(await live(), await requireAccount(), { subscriptionId });
  switch (outcome.kind) {
    case "ended":
      return redirect(`${routes.ownSubscription(subscriptionId)}?fait=fin`);
    case "not-active":
      return submission.refuseAll("M-54");
    case "not-found":
      return notFound();
  }
});
