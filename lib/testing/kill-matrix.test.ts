import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, linkPurpose, sessions } from "@/drizzle/schema/account";
import { changePassword } from "@/lib/account/change-password";
import { confirmLoginEmail } from "@/lib/account/confirm-login-email";
import { findPendingSignIn } from "@/lib/account/find-pending-sign-in";
import { openSession } from "@/lib/account/open-session";
import type { NewPassword } from "@/lib/account/password";
import { findLink } from "@/lib/account/redeem-link";
import type { LinkPurpose } from "@/lib/account/single-use-link";
import { findActor } from "@/lib/attachment/find-actor";
import { closeAccount } from "@/lib/departure/close-account";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { findWaitingRegistration } from "@/lib/onboarding/find-waiting-registration";
import { chooseNewPassword } from "@/lib/recovery/choose-new-password";
import { type TestContext, testContext } from "./context";
import { type Account, anAccount, aPasswordProofOf, aSessionOf } from "./people";
import { aMailedLink, anActivation, aWaitingRegistration } from "./registrations";

const OTHER_PASSWORD = "bateau-lavoir 1889" as NewPassword;
const NEW_ADDRESS = "nouvelle@example.org";

/** Whose tokens are killed. Before an activation the address has no account: what waits for it came from somebody else. */
interface Scene {
  ctx: TestContext;
  account: Account;
  email: string;
}

/** Something that opens the account, or may one day; says whether it still does. */
type Token = (scene: Scene) => Promise<() => Promise<boolean>>;

const acts: Record<string, (scene: Scene) => Promise<string>> = {
  activation: async ({ ctx, email }) => {
    const { secret } = await aWaitingRegistration(ctx, { email });
    return (await activateAccount(ctx, anActivation(secret))).kind;
  },
  "password reset": async ({ ctx, account }) => {
    const linkSecret = await aMailedLink(ctx, {
      purpose: "password-reset",
      subjectId: account.id,
      email: account.email,
    });
    const choice = { linkSecret, password: OTHER_PASSWORD, origin: "192.0.2.1" };
    return (await chooseNewPassword(ctx, choice)).kind;
  },
  "password change": async ({ ctx, account }) => {
    const { actor, sessionId } = await aSessionOf(ctx, account);
    const proof = await aPasswordProofOf(ctx, actor);
    const { kind } = await changePassword(ctx, proof, { password: OTHER_PASSWORD, devices: [] });
    // The one exception of the matrix: whoever changes it goes on.
    const [own] = await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId));
    expect(own?.endedAt).toBeNull();
    return kind;
  },
  "login address change": async ({ ctx, account }) => {
    const link = { purpose: "login-email-change", subjectId: account.id, email: NEW_ADDRESS } as const;
    return (await confirmLoginEmail(ctx, await aMailedLink(ctx, link))).kind;
  },
  deactivation: async ({ ctx, account }) => {
    const cause = { cause: "own-wish", actorId: account.id, reason: null, eraseOn: null } as const;
    return (await closeAccount(ctx, { accountId: account.id, ...cause })).kind;
  },
};
const carriedOut = ["activated", "changed", "closed"];

const link =
  (purpose: LinkPurpose): Token =>
  async ({ ctx, account, email }) => {
    const secret = await aMailedLink(ctx, { purpose, subjectId: account.id, email });
    return async () => (await findLink(ctx, secret, purpose)) !== null;
  };

const browser = { origin: "203.0.113.9", userAgent: "Another browser" };

const liveSession: Token = async ({ ctx, account }) => {
  const { secret } = await openSession(ctx, account.id, browser);
  return async () => (await findActor(ctx, secret)) !== null;
};

const waitingSession: Token = async ({ ctx, account }) => {
  const { sessionId, secret } = await openSession(ctx, account.id, browser);
  await ctx.db.update(sessions).set({ awaitsSecondFactor: true }).where(eq(sessions.id, sessionId));
  return async () => (await findPendingSignIn(ctx, { secret })) !== null;
};

const registration: Token = async ({ ctx, email }) => {
  const { secret } = await aWaitingRegistration(ctx, { email });
  return async () => (await findWaitingRegistration(ctx, secret)) !== null;
};

const links = Object.fromEntries(
  linkPurpose.enumValues.map((purpose): [string, Token] => [`a link for ${purpose}`, link(purpose)]),
);
const tokens: Record<string, Token> = {
  ...links,
  "a live session": liveSession,
  "a session that awaits its second factor": waitingSession,
};

async function scene(act: string): Promise<Scene> {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  // Somebody else named the address that is now activated: as his contact, as his next login, in a registration.
  return { ctx, account, email: act === "activation" ? "victime@example.org" : account.email };
}

describe("SEC-24 · what an act leaves alive of an account: nothing", () => {
  const cells = Object.keys(acts).flatMap((act) =>
    Object.keys(act === "activation" ? links : tokens).map((token) => [act, token] as const),
  );

  test("SEC-24 · every act meets every kind of token", () => {
    expect(cells).toHaveLength(4 * (linkPurpose.enumValues.length + 2) + linkPurpose.enumValues.length);
  });

  test.each(cells)("SEC-24 · %s kills %s", async (act, token) => {
    const where = await scene(act);
    const isAlive = await tokens[token]?.(where);
    expect(await isAlive?.()).toBe(true);
    // Another person's token of the same kind shows that nothing was killed at large.
    const stranger = await anAccount(where.ctx);
    const strangersIsAlive = await tokens[token]?.({ ...where, account: stranger, email: stranger.email });
    where.ctx.moveTo("2026-01-05T09:01:00Z");
    expect(carriedOut).toContain(await acts[act]?.(where));
    expect(await isAlive?.()).toBe(false);
    expect(await strangersIsAlive?.()).toBe(true);
    // Nor does time bring it back.
    where.ctx.moveTo("2026-01-05T09:02:00Z");
    expect(await isAlive?.()).toBe(false);
  });
});

describe("SEC-24 · no pre-hijacking by a registration that waits", () => {
  test.each([
    ["activation", "victime@example.org"],
    ["login address change", NEW_ADDRESS],
  ])("SEC-24 · %s kills the registrations that wait for the address", async (act, email) => {
    const where = await scene(act);
    const isAlive = await registration({ ...where, email });
    const elsewhereIsAlive = await registration({ ...where, email: "ailleurs@example.org" });
    expect(await isAlive()).toBe(true);
    expect(carriedOut).toContain(await acts[act]?.(where));
    expect([await isAlive(), await elsewhereIsAlive()]).toEqual([false, true]);
  });

  test.each(Object.keys(acts))(
    "SEC-24 · after %s, what waited for the address makes no second account",
    async (act) => {
      const where = await scene(act);
      const { ctx } = where;
      const email = act === "login address change" ? NEW_ADDRESS : where.email;
      const { secret } = await aWaitingRegistration(ctx, { email });
      expect(carriedOut).toContain(await acts[act]?.(where));
      const before = await ctx.db.select().from(accounts).where(eq(accounts.email, email));
      expect(await activateAccount(ctx, anActivation(secret, { password: OTHER_PASSWORD }))).toEqual({
        kind: "refused-link",
      });
      expect(before).toHaveLength(1);
      expect(await ctx.db.select().from(accounts).where(eq(accounts.email, email))).toEqual(before);
    },
  );

  test("SEC-24 · before its activation an address opens nothing: no account, no session, no sign-in", async () => {
    const ctx = await testContext();
    const { secret } = await aWaitingRegistration(ctx, { email: "victime@example.org" });
    expect([await ctx.db.$count(accounts), await ctx.db.$count(sessions)]).toEqual([0, 0]);
    expect(await findActor(ctx, secret)).toBeNull();
    expect(await findPendingSignIn(ctx, { secret })).toBeNull();
    expect((await activateAccount(ctx, anActivation(secret))).kind).toBe("activated");
    expect([await ctx.db.$count(accounts), await ctx.db.$count(sessions)]).toEqual([1, 1]);
  });
});
