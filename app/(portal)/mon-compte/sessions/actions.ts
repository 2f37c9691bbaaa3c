"use server";

import { notFound, redirect } from "next/navigation";
import { closeOtherSessions } from "@/lib/account/close-other-sessions";
import { closeSession } from "@/lib/account/close-session";
import { closeOtherSessionsInput, closeSessionInput } from "@/lib/account/session-inputs";
import { live } from "@/lib/platform/live";
import { formAction } from "@/lib/web/form-action";
import { requireAccount } from "@/lib/web/guards";
import { passwordAgain } from "@/lib/web/password-again";
import { routes } from "@/lib/web/routes";

export const close = formAction(closeSessionInput, async ({ sessionId, password }, submission) => {
  const actor = await requireAccount();
  const again = await passwordAgain(actor, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await closeSession(await live(), actor, { sessionId, proof: again.proof });
  switch (outcome.kind) {
    case "closed":
      return redirect(`${routes.ownSessions()}?fait=fermee`);
    case "already-closed":
      return redirect(`${routes.ownSessions()}?fait=deja-fermee`);
    case "not-found":
      return notFound();
  }
});

export const closeOthers = formAction(closeOtherSessionsInput, async ({ password }, submission) => {
  const actor = await requireAccount();
  const again = await passwordAgain(actor, password, submission);
  if (again.kind === "refused") return again.state;
  const outcome = await closeOtherSessions(await live(), actor, again.proof);
  switch (outcome.kind) {
    case "closed":
      return redirect(`${routes.ownSessions()}?fait=toutes-fermees`);
    case "none-open":
      return redirect(`${routes.ownSessions()}?fait=aucune-autre`);
  }
});
