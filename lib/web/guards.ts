import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Administrator, asAdministrator } from "@/lib/administration/administrator";
import { type Actor, asSubscriber, isManager, type Subscriber } from "@/lib/attachment/actor";
import { findActor } from "@/lib/attachment/find-actor";
import { type Belonging, findPermitOver } from "@/lib/attachment/find-permit-over";
import { permitFor } from "@/lib/attachment/permit-for";
import { live } from "@/lib/platform/live";
import type { HumanCheck } from "@/lib/platform/turnstile";
import type { Permit } from "@/lib/structure/permit";
import type { Right } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { clientOrigin } from "./client-origin";
import type { Submission } from "./form-action";
import { readLoginCookie } from "./login-cookie";
import { routes, safeReturnPath } from "./routes";

/** Who is signed in on this browser, read once a request: nobody's database trip is paid twice. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const secret = await readLoginCookie();
  return secret ? findActor(await live(), secret) : null;
});

/**
 * The signed-in person, or the way to the sign-in page, which leads back here (M-45). Who must have a second factor and
 * has none is led to set one up, whatever he wanted.
 */
export async function requireAccount(): Promise<Actor> {
  const actor = await requireAccountToEnrol();
  return actor.mustEnrolSecondFactor ? redirect(routes.secondFactor((await wantedPath()) ?? undefined)) : actor;
}

/** The same for the few pages on which a mandatory second factor is set up. */
export async function requireAccountToEnrol(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  const wanted = (await wantedPath()) ?? routes.portalHome();
  redirect((await readLoginCookie()) ? routes.sessionExpired(wanted) : routes.signIn(wanted));
}

/** The page that was asked for, where one may be led back to. */
async function wantedPath(): Promise<string | null> {
  return safeReturnPath((await headers()).get("x-attache-path"));
}

/** Somebody who manages at least one structure; for anyone else the manager's desk does not exist (R-302, R-1202). */
export async function requireManager(): Promise<Actor> {
  const actor = await requireAccount();
  return isManager(actor) ? actor : notFound();
}

/** Support; for anyone else the administration does not exist (R-1401, R-1202). */
export async function requireAdministrator(): Promise<Administrator> {
  return asAdministrator(await requireAccount()) ?? notFound();
}

/** A person subscribed to that workspace; for anyone else it does not exist (R-1202). */
export async function requireSubscriber(workspace: WorkspaceCode): Promise<Subscriber> {
  return asSubscriber(await requireAccount(), workspace) ?? notFound();
}

/** The right by one's role in the structure: as support one acts by the forms of support, with a reason (SEC-70). */
export function ownPermit<R extends Right>(actor: Actor, structureId: string, right: R): Permit<R> | null {
  const permit = permitFor(actor, structureId, right);
  return permit?.capacity === "administrator" ? null : permit;
}

/** The right to do that to that structure; for anyone else neither exists (R-1202). An odd id is nobody's. */
export async function requirePermit<R extends Right>(structureId: string, right: R): Promise<Permit<R>> {
  return ownPermit(await requireAccount(), structureId, right) ?? notFound();
}

/** The right, by one's role, over the structure that a request belongs to, as the database says (SEC-62, SEC-70). */
export async function requirePermitOver<R extends Right>(of: Belonging, right: R): Promise<Permit<R>> {
  const actor = await requireAccount();
  return (await findPermitOver(await live(), actor, { of, right })) ?? notFound();
}

/** A visitor: whoever is signed in already goes to his own home. Without a cookie, no database is asked. */
export async function requireAnonymous(): Promise<void> {
  if (await currentActor()) redirect(routes.portalHome());
}

/** The server side of the anti-robot step: refused is M-18, unavailable is M-61. */
export async function requireHuman(submission: Submission, action: string): Promise<HumanCheck> {
  const { turnstile } = await live();
  return turnstile.verify(submission.humanToken ?? "", { action, origin: await clientOrigin() });
}
