import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccountStructures, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import {
  aManagerOf,
  aMemberOf,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
  type Structure,
} from "@/lib/testing/people";
import type { ApiCaller } from "./api-caller";
import { CALLS_A_MINUTE, findApiCaller } from "./find-api-caller";

const start = "2026-01-05T09:00:00Z";

async function aClient(ctx: TestContext, details: Parameters<typeof aTechnicalAccountOf>[2] = {}) {
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const technical = await aTechnicalAccountOf(ctx, structure, details);
  return { structure, manager, ...technical, technicalAccountId: technical.account.id };
}

const callerOf = async (ctx: TestContext, call: { technicalAccountId: string; secretId: string }) => {
  const outcome = await findApiCaller(ctx, call);
  if (outcome.kind !== "caller") throw new Error(outcome.kind);
  return outcome.caller;
};

/** A client whose manager was followed by one who manages a second structure. */
async function aTakenOverClient(ctx: TestContext) {
  const client = await aClient(ctx);
  const kept = await aStructure(ctx);
  await aManagerOf(ctx, kept, { account: client.manager.account });
  await vacate(ctx, client.structure);
  const successor = await aManagerOf(ctx, client.structure);
  const second = await aStructure(ctx);
  await aManagerOf(ctx, second, { account: successor.account });
  return { client, successor, second };
}

const reachOf = ({ actor }: ApiCaller) => actor.attachments.map(({ structureId }) => structureId);

const vacate = (ctx: TestContext, { id }: Structure) =>
  ctx.db.transaction(async (tx) => {
    await tx.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, id));
    await tx
      .update(attachments)
      .set({ status: "ended" })
      .where(and(eq(attachments.structureId, id), eq(attachments.role, "primary-manager")));
  });

describe("SEC-82 · who calls, and what he may do at this moment", () => {
  test("SEC-82 · SEC-78 · one round trip and no slow hash, whatever the answer", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx);
    const calls = {
      first: client,
      second: client,
      "with the header of R-1013": { ...client, shown: { login: client.login, password: client.password } },
      "with a wrong header": { ...client, shown: { login: client.login, password: "wrong" } },
      unknown: { technicalAccountId: ctx.id(), secretId: ctx.id() },
    };
    for (const [what, call] of Object.entries(calls)) {
      ctx.queries();
      await findApiCaller(ctx, call);
      expect(ctx.queries(), what).toBe(1);
    }
    expect([ctx.passwords.verifies, ctx.passwords.hashes]).toEqual([0, 0]);
  });

  test("R-1002 · it acts for all that its manager manages as primary manager, and for nothing else of his", async () => {
    const ctx = await testContext();
    const client = await aClient(ctx);
    const { account } = client.manager;
    const second = await aStructure(ctx, { legalName: "Ateliers du Port" });
    await aManagerOf(ctx, second, { account });
    const helped = await aStructure(ctx);
    await aMemberOf(ctx, helped, { account, role: "secondary-manager" });
    const caller = await callerOf(ctx, client);
    expect(caller).toMatchObject({ login: client.login, structureId: client.structure.id, readOnly: false });
    expect(new Set(caller.actor.attachments.map(({ structureId }) => structureId))).toEqual(
      new Set([client.structure.id, second.id]),
    );
    expect(caller.actor).toMatchObject({ accountId: account.id, isAdministrator: false, subscriptions: [] });
  });

  test("R-1002 · SEC-82 · limited to a list it acts for what the list and the manager have in common", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const [second, foreign] = [await aStructure(ctx), await aStructure(ctx)];
    await aManagerOf(ctx, second, { account });
    await aManagerOf(ctx, foreign);
    const { account: technical, secretId } = await aTechnicalAccountOf(ctx, structure, { only: [second, foreign] });
    const reach = async () =>
      (await callerOf(ctx, { technicalAccountId: technical.id, secretId })).actor.attachments.map(
        ({ structureId }) => structureId,
      );
    expect(await reach()).toEqual([second.id]);
    // An empty list is a list.
    await ctx.db.delete(technicalAccountStructures);
    expect(await reach()).toEqual([]);
  });

  test("SEC-82 · a right that the manager loses is lost at the next call", async () => {
    const ctx = await testContext();
    const client = await aClient(ctx);
    const second = await aStructure(ctx);
    await aManagerOf(ctx, second, { account: client.manager.account });
    expect((await callerOf(ctx, client)).actor.attachments).toHaveLength(2);
    await vacate(ctx, second);
    expect((await callerOf(ctx, client)).actor.attachments.map(({ structureId }) => structureId)).toEqual([
      client.structure.id,
    ]);
  });

  test("SEC-82 · with a password that he made a new manager brings his own structures, not those of the old one", async () => {
    const ctx = await testContext();
    const { client, successor, second } = await aTakenOverClient(ctx);
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    const caller = await callerOf(ctx, renewed);
    expect(caller).toMatchObject({ readOnly: false, actor: { accountId: successor.account.id } });
    expect(new Set(reachOf(caller))).toEqual(new Set([client.structure.id, second.id]));
  });
});

describe("SEC-64, SEC-68 · with a password of a former manager nobody gets the rights of his successor", () => {
  test("SEC-64, SEC-68 · it reads its own structure and nothing else, in one round trip, until a reset", async () => {
    const ctx = await testContext();
    const { client, successor } = await aTakenOverClient(ctx);
    ctx.queries();
    const caller = await callerOf(ctx, client);
    expect(ctx.queries()).toBe(1);
    expect(caller).toMatchObject({ readOnly: true, actor: { accountId: successor.account.id } });
    expect(reachOf(caller)).toEqual([client.structure.id]);
  });

  test("SEC-64 · nor by the header of the compatibility API, whichever password stands in it", async () => {
    const ctx = await testContext();
    const { client } = await aTakenOverClient(ctx);
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    for (const { login, password } of [client, renewed]) {
      const outcome = await findApiCaller(ctx, { ...client, shown: { login, password } });
      if (outcome.kind !== "caller") throw new Error(outcome.kind);
      expect(outcome.caller.readOnly).toBe(true);
      expect(reachOf(outcome.caller)).toEqual([client.structure.id]);
    }
  });

  test("SEC-64 · a list of structures that leaves its own out leaves nothing", async () => {
    const ctx = await testContext();
    const { client, second } = await aTakenOverClient(ctx);
    await ctx.db.update(technicalAccounts).set({ isRestricted: true });
    const listed = { technicalAccountId: client.technicalAccountId, structureId: second.id };
    await ctx.db.insert(technicalAccountStructures).values(listed);
    expect(reachOf(await callerOf(ctx, client))).toEqual([]);
  });

  test("SEC-64 · whose maker is not known is nobody's", async () => {
    const ctx = await testContext();
    const client = await aClient(ctx);
    const second = await aStructure(ctx);
    await aManagerOf(ctx, second, { account: client.manager.account });
    expect(await callerOf(ctx, client)).toMatchObject({ readOnly: false });
    await ctx.db.update(technicalSecrets).set({ madeBy: null });
    const caller = await callerOf(ctx, client);
    expect(caller.readOnly).toBe(true);
    expect(reachOf(caller)).toEqual([client.structure.id]);
  });
});

describe("R-1011 · SEC-76 · a token dies with what it rests on", () => {
  const ends: Record<string, (ctx: TestContext, client: Awaited<ReturnType<typeof aClient>>) => Promise<unknown>> = {
    "a reset": (ctx, { secretId, account }) =>
      Promise.all([
        ctx.db.delete(technicalSecrets).where(eq(technicalSecrets.id, secretId)),
        aTechnicalPasswordOf(ctx, account),
      ]),
    "a deletion": (ctx) => ctx.db.update(technicalAccounts).set({ status: "deleted", deletedAt: ctx.now() }),
    "a suspension": (ctx) => ctx.db.update(technicalAccounts).set({ status: "suspended", suspendedAt: ctx.now() }),
    "the structure's deactivation": (ctx) => ctx.db.update(structures).set({ status: "inactive" }),
    "the manager's departure": (ctx, { structure }) => vacate(ctx, structure),
    "the manager's suspension": (ctx, { structure }) =>
      ctx.db.transaction(async (tx) => {
        await tx.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
        await tx.update(attachments).set({ status: "suspended" });
      }),
    "the deactivation of the manager's account": (ctx, { structure }) =>
      ctx.db.transaction(async (tx) => {
        await tx.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
        await tx
          .update(accounts)
          .set({ status: "deactivated", deactivatedAt: ctx.now(), deactivationCause: "own-wish" });
      }),
  };
  test.each(Object.entries(ends))("with %s", async (_, end) => {
    const ctx = await testContext();
    const client = await aClient(ctx);
    expect((await findApiCaller(ctx, client)).kind).toBe("caller");
    await end(ctx, client);
    expect(await findApiCaller(ctx, client)).toEqual({ kind: "unauthorised" });
  });

  test("R-1008 · with the end of its password, which is then told", async () => {
    const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
    const client = await aClient(ctx);
    ctx.moveTo("2017-02-18T09:21:22.999Z");
    expect((await findApiCaller(ctx, client)).kind).toBe("caller");
    ctx.moveTo("2017-02-18T09:21:23Z");
    expect(await findApiCaller(ctx, client)).toEqual({ kind: "password-expired" });
  });

  test("SEC-80 · of two live passwords each has its tokens, and the old one's die with it alone", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx, { expiresAt: new Date("2026-01-06T09:00:00Z") });
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    expect((await findApiCaller(ctx, client)).kind).toBe("caller");
    expect((await findApiCaller(ctx, renewed)).kind).toBe("caller");
    ctx.moveTo("2026-01-06T09:00:00Z");
    expect(await findApiCaller(ctx, client)).toEqual({ kind: "password-expired" });
    expect((await findApiCaller(ctx, renewed)).kind).toBe("caller");
  });

  test("a token of one account with the password of another is nobody's", async () => {
    const ctx = await testContext();
    const [one, other] = [await aClient(ctx), await aClient(ctx)];
    const { technicalAccountId } = one;
    expect(await findApiCaller(ctx, { technicalAccountId, secretId: other.secretId })).toEqual({
      kind: "unauthorised",
    });
  });
});

describe("R-1013 · the login and password that the compatibility header shows", () => {
  test("R-1013 · SEC-80 · any live password of the same account, and nothing else", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx, { expiresAt: new Date("2026-01-06T09:00:00Z") });
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    const other = await aClient(ctx);
    const shown = async ({ login, password }: { login: string; password: string }) =>
      (await findApiCaller(ctx, { ...renewed, shown: { login, password } })).kind;
    expect(await shown(renewed)).toBe("caller");
    expect(await shown(client)).toBe("caller");
    expect(await shown(other)).toBe("wrong-account");
    expect(await shown({ ...client, login: other.login })).toBe("wrong-account");
    expect(await shown({ ...client, login: client.login.toLowerCase() })).toBe("wrong-account");
    expect(await shown({ ...client, password: `${client.password} ` })).toBe("wrong-account");
    expect(await shown({ login: client.login, password: "" })).toBe("wrong-account");
  });

  test("R-1008 · SEC-80 · a password that is over is told as such beside a live token, counts for nobody and is no use", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx, { expiresAt: new Date("2026-01-06T09:00:00Z") });
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    const shown = async ({ login, password }: { login: string; password: string }) =>
      findApiCaller(ctx, { ...renewed, shown: { login, password } });
    ctx.moveTo("2026-01-06T08:59:59.999Z");
    expect((await shown(client)).kind).toBe("caller");
    ctx.moveTo("2026-01-06T09:00:00Z");
    ctx.queries();
    expect(await shown(client)).toEqual({ kind: "password-expired" });
    expect(ctx.queries()).toBe(1);
    expect(await shown({ ...client, password: `${client.password}x` })).toEqual({ kind: "wrong-account" });
    expect(await shown({ ...client, login: client.login.toLowerCase() })).toEqual({ kind: "wrong-account" });
    const uses = await ctx.db.select({ at: technicalSecrets.lastUsedAt }).from(technicalSecrets);
    expect(uses).toEqual(Array(2).fill({ at: new Date("2026-01-06T08:59:59.999Z") }));
    expect(await shown(renewed)).toMatchObject({ kind: "caller", caller: { budget: { remaining: 58 } } });
  });

  test("SEC-16 · the header's password stays good while the key that hashed it is kept", async () => {
    const ctx = await testContext();
    const client = await aClient(ctx);
    const [key] = ctx.env.API_SECRET;
    const second = "2:second-secret-of-technical-accounts";
    const { login, password } = client;
    const shown = async (API_SECRET: string) =>
      (await findApiCaller({ ...ctx, env: testEnv({ API_SECRET }) }, { ...client, shown: { login, password } })).kind;
    expect(await shown(`${second},1:${key?.secret}`)).toBe("caller");
    expect(await shown(second)).toBe("wrong-account");
  });

  test("R-1012, SEC-79 · a wrong header spends none of the owner's calls and is no use of his password", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx);
    for (const password of ["wrong", ""]) {
      const outcome = await findApiCaller(ctx, { ...client, shown: { login: client.login, password } });
      expect(outcome).toEqual({ kind: "wrong-account" });
    }
    expect(await ctx.db.select({ at: technicalSecrets.lastUsedAt }).from(technicalSecrets)).toEqual([{ at: null }]);
    expect((await callerOf(ctx, client)).budget.remaining).toBe(59);
  });

  test("R-1007, SEC-80 · the header's password is in use as much as the token's", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx);
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    const uses = async () => {
      const rows = await ctx.db.select().from(technicalSecrets);
      return [client, renewed].map(({ secretId }) =>
        rows
          .find(({ id }) => id === secretId)
          ?.lastUsedAt?.toISOString()
          .slice(11, 19),
      );
    };
    const { login, password } = client;
    const call = { ...renewed, shown: { login, password } };
    ctx.queries();
    await findApiCaller(ctx, call);
    expect(ctx.queries()).toBe(1);
    expect(await uses()).toEqual(["09:00:00", "09:00:00"]);
    ctx.moveTo("2026-01-05T09:00:30Z");
    await findApiCaller(ctx, { ...renewed, shown: { login, password: renewed.password } });
    await findApiCaller(ctx, call);
    expect(await uses()).toEqual(["09:00:00", "09:00:00"]);
    ctx.moveTo("2026-01-05T09:01:00Z");
    await findApiCaller(ctx, { ...renewed, shown: { login, password: renewed.password } });
    expect(await uses()).toEqual(["09:00:00", "09:01:00"]);
    ctx.moveTo("2026-01-05T09:01:59Z");
    await findApiCaller(ctx, call);
    expect(await uses()).toEqual(["09:01:59", "09:01:00"]);
  });
});

describe("R-1012 · 60 calls a minute", () => {
  test("R-1012 · the 61st waits for the next minute, another account does not", async () => {
    const ctx = await testContext({ now: start });
    const [client, other] = [await aClient(ctx), await aClient(ctx)];
    for (let call = 1; call < CALLS_A_MINUTE; call++) await findApiCaller(ctx, client);
    ctx.moveTo("2026-01-05T09:00:59.500Z");
    expect((await callerOf(ctx, client)).budget).toEqual({ limit: 60, remaining: 0, resetSeconds: 1 });
    expect(await findApiCaller(ctx, client)).toEqual({ kind: "too-many-calls", limit: 60, resetSeconds: 1 });
    expect((await callerOf(ctx, other)).budget.remaining).toBe(59);
    ctx.moveTo("2026-01-05T09:01:00Z");
    expect((await callerOf(ctx, client)).budget).toEqual({ limit: 60, remaining: 59, resetSeconds: 60 });
  });

  test("R-1012 · parallel calls do not slip under the limit", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx);
    const outcomes = await Promise.all(Array.from({ length: 70 }, () => findApiCaller(ctx, client)));
    expect(outcomes.filter(({ kind }) => kind === "caller")).toHaveLength(60);
    const left = outcomes.flatMap((outcome) => (outcome.kind === "caller" ? [outcome.caller.budget.remaining] : []));
    expect(new Set(left).size).toBe(60);
  });

  test("R-1012 · a call that is nobody's, or with an expired password, counts for nobody", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx, { expiresAt: new Date("2026-01-05T09:00:01Z") });
    ctx.moveTo("2026-01-05T09:00:01Z");
    for (let call = 0; call < 3; call++) await findApiCaller(ctx, client);
    const renewed = { ...client, ...(await aTechnicalPasswordOf(ctx, client.account)) };
    expect((await callerOf(ctx, renewed)).budget.remaining).toBe(59);
  });

  test("R-1007 · the last use of a password is noted, at minute resolution", async () => {
    const ctx = await testContext({ now: start });
    const client = await aClient(ctx);
    const lastUse = async () => (await ctx.db.select().from(technicalSecrets))[0]?.lastUsedAt?.toISOString();
    await findApiCaller(ctx, client);
    expect(await lastUse()).toBe("2026-01-05T09:00:00.000Z");
    ctx.moveTo("2026-01-05T09:00:59.999Z");
    await findApiCaller(ctx, client);
    expect(await lastUse()).toBe("2026-01-05T09:00:00.000Z");
    ctx.moveTo("2026-01-05T09:01:00Z");
    await findApiCaller(ctx, client);
    expect(await lastUse()).toBe("2026-01-05T09:01:00.000Z");
  });
});
