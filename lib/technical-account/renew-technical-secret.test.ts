import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { permitFor } from "@/lib/attachment/permit-for";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aPasswordProofOf,
  aSessionOf,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
} from "@/lib/testing/people";
import { authenticateClient } from "./authenticate-client";
import { findApiCaller } from "./find-api-caller";
import { findShownSecret } from "./find-shown-secret";
import { renewTechnicalSecret } from "./renew-technical-secret";

const days = (count: number) => count * 86_400_000;

test("R-1007, R-1008 · a reset makes a password for 100 days; the old one and its tokens die at once", async () => {
  const { ctx, user, renew } = await aUser();
  ctx.moveTo("2026-02-02T09:00:00Z");
  const { password, login } = await renewed(await renew(null));
  expect(login).toBe(user.login);
  expect(await opens(ctx, user.login, password)).toBe("authenticated");
  expect(await opens(ctx, user.login, user.password)).toBe("refused");
  const call = { technicalAccountId: user.account.id, secretId: user.secretId };
  expect(await findApiCaller(ctx, call)).toEqual({ kind: "unauthorised" });
  expect(await ctx.db.select().from(technicalSecrets)).toMatchObject([{ expiresAt: new Date("2026-05-13T08:00:00Z") }]);
});

test("R-1007, SEC-80 · with an overlap both passwords work until the chosen second, then only the new one", async () => {
  const { ctx, user, renew } = await aUser();
  const end = new Date("2026-01-12T23:00:00Z");
  const { password, found } = await renewed(await renew(end));
  expect(found.oldUntil).toEqual(end);
  ctx.moveTo(new Date(end.getTime() - 1000));
  expect(await opens(ctx, user.login, user.password)).toBe("authenticated");
  expect(await opens(ctx, user.login, password)).toBe("authenticated");
  const call = { technicalAccountId: user.account.id, secretId: user.secretId };
  expect(await findApiCaller(ctx, call)).toMatchObject({ kind: "caller" });
  ctx.moveTo(end);
  expect(await opens(ctx, user.login, user.password)).not.toBe("authenticated");
  expect(await findApiCaller(ctx, call)).toEqual({ kind: "password-expired" });
  expect(await opens(ctx, user.login, password)).toBe("authenticated");
});

test("SEC-80 · the overlap is at most 30 days, and not over already", async () => {
  const { ctx, renew } = await aUser();
  const last = new Date(ctx.now().getTime() + days(30));
  for (const odd of [new Date(last.getTime() + 1000), ctx.now(), new Date(ctx.now().getTime() - 1000)]) {
    expect((await renew(odd)).outcome).toEqual({ kind: "overlap-out-of-range" });
  }
  expect(await ctx.db.$count(technicalSecrets)).toBe(1);
  expect((await renew(last)).outcome).toMatchObject({ kind: "renewed", oldUntil: last });
});

test("SEC-80 · an old password never lives longer than its own 100 days", async () => {
  const { ctx, renew } = await aUser();
  const own = new Date("2026-04-15T08:00:00Z");
  ctx.moveTo(new Date(own.getTime() - days(5)));
  expect((await renew(new Date(own.getTime() + days(10)))).outcome).toMatchObject({ kind: "renewed", oldUntil: own });
});

test("SEC-80 · never more than two passwords live: of two, a further reset keeps the newest once it was used", async () => {
  const { ctx, user, renew } = await aUser();
  ctx.moveTo("2026-01-06T09:00:00Z");
  const first = await renewed(await renew(new Date("2026-01-20T09:00:00Z")));
  expect(await opens(ctx, user.login, first.password)).toBe("authenticated");
  ctx.moveTo("2026-01-07T09:00:00Z");
  const second = await renewed(await renew(new Date("2026-01-25T09:00:00Z")));
  expect(await ctx.db.$count(technicalSecrets)).toBe(2);
  expect(await opens(ctx, user.login, user.password)).toBe("refused");
  expect(await opens(ctx, user.login, first.password)).toBe("authenticated");
  expect(await opens(ctx, user.login, second.password)).toBe("authenticated");
});

test("SEC-80, R-1007 · a second reset, of an answer that was lost or sent twice, leaves production the password it uses", async () => {
  const { ctx, user, renew } = await aUser();
  expect(await opens(ctx, user.login, user.password)).toBe("authenticated");
  const end = new Date("2026-01-20T09:00:00Z");
  const lost = await renewed(await renew(end));
  const seen = await renewed(await renew(new Date("2026-01-25T09:00:00Z")));
  // Its own end was chosen before: a further reset makes it no later, and an earlier one counts.
  expect(seen.found.oldUntil).toEqual(end);
  const again = await renewed(await renew(new Date("2026-01-10T09:00:00Z")));
  expect(again.found.oldUntil).toEqual(new Date("2026-01-10T09:00:00Z"));
  expect(await ctx.db.$count(technicalSecrets)).toBe(2);
  expect(await opens(ctx, user.login, user.password)).toBe("authenticated");
  expect(await opens(ctx, user.login, lost.password)).toBe("refused");
  expect(await opens(ctx, user.login, seen.password)).toBe("refused");
  expect(await opens(ctx, user.login, again.password)).toBe("authenticated");
});

test("SEC-80 · of ten resets with overlap at once, the password in use lives on beside one new one", async () => {
  const { ctx, user, permit, proof } = await aUser();
  const keepOldUntil = new Date("2026-01-20T09:00:00Z");
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => renewTechnicalSecret(ctx, permit, { keepOldUntil, proof })),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(10).fill("renewed"));
  expect(await ctx.db.$count(technicalSecrets)).toBe(2);
  expect(await opens(ctx, user.login, user.password)).toBe("authenticated");
});

test("R-1009 · the last use of passwords that are gone stays with the account, and the latest counts", async () => {
  const { ctx, user, renew } = await aUser();
  const kept = async () => (await ctx.db.select().from(technicalAccounts))[0]?.lastUsedBefore;
  ctx.moveTo("2026-01-06T10:00:00Z");
  await opens(ctx, user.login, user.password);
  await renew(new Date("2026-01-20T09:00:00Z"));
  expect(await kept()).toBeNull();
  await renew(null);
  expect(await kept()).toEqual(new Date("2026-01-06T10:00:00Z"));
  await renew(null);
  expect(await kept()).toEqual(new Date("2026-01-06T10:00:00Z"));
});

test("R-1007 · a reset without overlap during a rotation ends both old ones", async () => {
  const { ctx, user, renew } = await aUser();
  const other = await aTechnicalPasswordOf(ctx, user.account);
  const { password } = await renewed(await renew(null));
  expect(await opens(ctx, user.login, user.password)).toBe("refused");
  expect(await opens(ctx, user.login, other.password)).toBe("refused");
  expect(await opens(ctx, user.login, password)).toBe("authenticated");
});

test("R-1008 · an expired account comes back by a reset; there is nothing left to overlap", async () => {
  const { ctx, user, renew } = await aUser();
  ctx.moveTo("2026-04-15T08:00:00Z");
  expect(await opens(ctx, user.login, user.password)).toBe("expired");
  const again = await renew(new Date("2026-04-20T08:00:00Z"));
  expect(again.outcome).toMatchObject({ kind: "renewed", oldUntil: null });
  const { password } = await renewed(again);
  expect(await opens(ctx, user.login, password)).toBe("authenticated");
});

test("R-170, SEC-80 · the login follows a changed identifier at the next reset, but not while the old password lives on", async () => {
  const { ctx, user, structure, renew } = await aUser();
  await ctx.db.update(structures).set({ identifier: "99999999900018" }).where(eq(structures.id, structure.id));
  expect(await opens(ctx, user.login, user.password)).toBe("authenticated");
  const rotated = await renewed(await renew(new Date("2026-01-20T09:00:00Z")));
  expect(rotated.login).toBe(user.login);
  expect(await opens(ctx, user.login, user.password)).toBe("authenticated");
  expect(await opens(ctx, user.login, rotated.password)).toBe("authenticated");
  const { login, password } = await renewed(await renew(null));
  expect(login).toBe("TECH_099999999900018@api.attache.example");
  expect(await opens(ctx, login, password)).toBe("authenticated");
  expect(await opens(ctx, user.login, rotated.password)).toBe("refused");
  const lines = (await ctx.db.select().from(auditEvents)).filter(({ kind }) => kind === "technical-secret-renewed");
  expect(lines.map(({ facts }) => (facts as { login: string | null }).login).sort()).toEqual([login, null]);
});

test("N-19 · the manager is told of each reset, and the audit tells until when the old password lives", async () => {
  const { ctx, user, account, structure, renew } = await aUser();
  const until = new Date("2026-01-20T09:00:00Z");
  const first = await renewed(await renew(until));
  await renewed(await renew(null));
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails).toHaveLength(2);
  expect(mails.find(({ event }) => event.endsWith(first.shown.id))).toMatchObject({
    recipient: account.contactEmail,
    message: { kind: "technical-account-told", technicalAccountId: user.account.id, event: "reset" },
  });
  const lines = (await ctx.db.select().from(auditEvents)).filter(({ kind }) => kind === "technical-secret-renewed");
  expect(lines.map(({ targetId, facts }) => ({ targetId, facts }))).toEqual(
    expect.arrayContaining([
      {
        targetId: user.account.id,
        facts: { structureId: structure.id, overlapUntil: until.toISOString(), login: null },
      },
      { targetId: user.account.id, facts: { structureId: structure.id, overlapUntil: null, login: null } },
    ]),
  );
});

test("SEC-80 · of ten resets at once all are answered, and one new password is left", async () => {
  const { ctx, user, permit, proof } = await aUser();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => renewTechnicalSecret(ctx, permit, { keepOldUntil: null, proof })),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(10).fill("renewed"));
  expect(await ctx.db.$count(technicalSecrets)).toBe(1);
  expect(await opens(ctx, user.login, user.password)).toBe("refused");
});

test("SEC-68 · for 72 hours after support named the manager nothing is reset, and one second later it is", async () => {
  const { ctx, structure, renew } = await aUser();
  await ctx.db.update(structures).set({ takenOverAt: ctx.now() }).where(eq(structures.id, structure.id));
  ctx.moveTo("2026-01-08T08:59:59Z");
  expect((await renew(null)).outcome).toEqual({ kind: "too-soon", until: new Date("2026-01-08T09:00:00Z") });
  ctx.moveTo("2026-01-08T09:00:00Z");
  expect((await renew(null)).outcome).toMatchObject({ kind: "renewed" });
});

test("R-801, R-1009 · nothing is reset for an inactive structure, nor where there is no live account", async () => {
  const { ctx, user, structure, renew } = await aUser();
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect((await renew(null)).outcome).toEqual({ kind: "structure-inactive" });
  await ctx.db.update(structures).set({ status: "active" }).where(eq(structures.id, structure.id));
  await ctx.db.update(technicalAccounts).set({ status: "deleted" }).where(eq(technicalAccounts.id, user.account.id));
  expect((await renew(null)).outcome).toEqual({ kind: "not-found" });
});

test("SEC-67 · who is primary manager no more resets nothing", async () => {
  const { ctx, user, structure, permit, proof } = await aUser();
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.structureId, structure.id));
  expect(await renewTechnicalSecret(ctx, permit, { keepOldUntil: null, proof })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.select().from(technicalSecrets)).toMatchObject([{ id: user.secretId }]);
});

async function opens(ctx: TestContext, login: string, password: string): Promise<string> {
  return (await authenticateClient(ctx, { login, password, origin: "192.0.2.9" })).kind;
}

type Renewed = Awaited<ReturnType<Awaited<ReturnType<typeof aUser>>["renew"]>>;

async function renewed({ outcome, find }: Renewed) {
  if (outcome.kind !== "renewed") throw new Error(outcome.kind);
  const found = await find();
  if (!found) throw new Error("nothing is shown");
  return { ...outcome, found, login: found.login, password: found.password };
}

async function aUser() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const user = await aTechnicalAccountOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  const proof = await aPasswordProofOf(ctx, permit.holder);
  const renew = async (keepOldUntil: Date | null) => {
    const outcome = await renewTechnicalSecret(ctx, permit, { keepOldUntil, proof });
    const find = async () =>
      outcome.kind === "renewed" ? findShownSecret(ctx, permit, { ...outcome.shown, once: false }) : null;
    return { outcome, find };
  };
  return { ctx, structure, account, user, permit, proof, renew };
}
