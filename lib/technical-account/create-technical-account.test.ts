import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import {
  shownSecrets,
  technicalAccountStructures,
  technicalAccounts,
  technicalSecrets,
} from "@/drizzle/schema/technical-account";
import { emailField } from "@/lib/account/email";
import { signIn } from "@/lib/account/sign-in";
import { permitFor } from "@/lib/attachment/permit-for";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  aPasswordProofOf,
  aSessionOf,
  aStructure,
  aTechnicalAccountOf,
  type Structure,
} from "@/lib/testing/people";
import { authenticateClient } from "./authenticate-client";
import { createTechnicalAccount } from "./create-technical-account";
import { findShownSecret } from "./find-shown-secret";
import { isSecret } from "./technical-secret";

const wide = { readOnly: false, only: null };

test("R-1002, R-1003, R-1008 · the primary manager creates one: login, rights, and 100 days to the second", async () => {
  const { ctx, permit, proof, structure, account } = await aManager();
  const outcome = await createTechnicalAccount(ctx, permit, { ...wide, proof });
  expect(outcome).toMatchObject({ kind: "created" });
  expect(await ctx.db.select().from(technicalAccounts)).toMatchObject([
    {
      structureId: structure.id,
      login: `TECH_0${structure.identifier}@api.attache.example`,
      status: "active",
      readOnly: false,
      isRestricted: false,
      createdBy: account.id,
      createdAt: ctx.now(),
    },
  ]);
  expect(await ctx.db.select().from(technicalSecrets)).toMatchObject([
    { keyVersion: 1, lastUsedAt: null, expiresAt: new Date("2026-04-15T08:00:00Z") },
  ]);
});

test("R-1004, SEC-78 · its password opens the API, and is kept as a keyed hash: no slow one is made", async () => {
  const { ctx, permit, proof } = await aManager();
  ctx.passwords.verifies = 0;
  const { shown, login, password } = await created(ctx, permit, proof);
  expect(password).toMatch(/^[!-~]{20}$/);
  const [kept] = await ctx.db.select().from(technicalSecrets);
  expect(kept && isSecret(ctx.env, password, kept)).toBe(true);
  expect(await authenticateClient(ctx, { login, password, origin: "192.0.2.9" })).toMatchObject({
    kind: "authenticated",
    secretExpiresAt: kept?.expiresAt,
  });
  expect(ctx.passwords.verifies).toBe(0);
  expect(shown.key).toMatch(/^[\w-]{43}$/);
});

test("N-19, R-1010 · the manager is told at his contact address, and the audit tells what was allowed", async () => {
  const { ctx, permit, proof, account, structure } = await aManager({ contactEmail: "compta@example.org" });
  const { shown, technicalAccountId } = await created(ctx, permit, proof);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: "compta@example.org",
      language: "fr",
      event: `technical-account-told:${technicalAccountId}:created:${shown.id}`,
      message: {
        kind: "technical-account-told",
        technicalAccountId,
        event: "created",
        expiresAt: "2026-04-15T08:00:00.000Z",
      },
    },
  ]);
  expect(await told(ctx)).toEqual([
    {
      kind: "technical-account-created",
      actorId: account.id,
      targetId: technicalAccountId,
      facts: { structureId: structure.id, readOnly: false, restrictedTo: null },
    },
  ]);
});

test("R-1004, R-1006 · the password stands nowhere in the database, the outbox and the audit included", async () => {
  const { ctx, permit, proof } = await aManager();
  const { password, shown, login } = await created(ctx, permit, proof);
  const { rows: tables } = await ctx.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  let dump = "";
  for (const { name } of tables) {
    const { rows } = await ctx.db.execute(sql`select * from ${sql.identifier(name)}`);
    dump += JSON.stringify(rows);
  }
  expect(dump).toContain(login);
  for (const secret of [password, shown.key]) {
    for (const form of [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("base64url")]) {
      expect(dump).not.toContain(form);
    }
  }
});

test("R-1002 · of twenty creations at once, one is made", async () => {
  const { ctx, permit, proof } = await aManager();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => createTechnicalAccount(ctx, permit, { ...wide, proof })),
  );
  expect(outcomes.filter(({ kind }) => kind === "created")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "already-exists")).toHaveLength(19);
  expect(await ctx.db.$count(technicalAccounts)).toBe(1);
  expect(await ctx.db.$count(technicalSecrets)).toBe(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-1002 · a deleted one makes room for the next, under the same login", async () => {
  const { ctx, permit, proof, structure } = await aManager();
  const former = await aTechnicalAccountOf(ctx, structure, { status: "deleted", deletedAt: new Date("2026-01-04") });
  expect(await created(ctx, permit, proof)).toMatchObject({ login: former.login });
});

test("R-1002 · it may be limited to reading and to some of the structures he manages himself", async () => {
  const { ctx, permit, proof, structure, account } = await aManager();
  const second = await aStructure(ctx);
  await aManagerOf(ctx, second, { account });
  const outcome = await createTechnicalAccount(ctx, permit, { readOnly: true, only: [second.id], proof });
  expect(outcome.kind).toBe("created");
  expect(await ctx.db.select().from(technicalAccounts)).toMatchObject([
    { structureId: structure.id, readOnly: true, isRestricted: true },
  ]);
  expect(await ctx.db.select().from(technicalAccountStructures)).toMatchObject([{ structureId: second.id }]);
  expect(await told(ctx)).toMatchObject([{ facts: { readOnly: true, restrictedTo: [second.id] } }]);
});

test("R-1002, SEC-62 · a structure that he does not manage as primary manager is not taken into the list", async () => {
  const { ctx, permit, proof, structure, account } = await aManager();
  const foreign = await aStructure(ctx);
  await aManagerOf(ctx, foreign);
  const asSecondary = await aStructure(ctx);
  await aManagerOf(ctx, asSecondary);
  await aMemberOf(ctx, asSecondary, { account, role: "secondary-manager" });
  for (const other of [foreign, asSecondary, { id: ctx.id() }]) {
    const only = [structure.id, other.id];
    expect(await createTechnicalAccount(ctx, permit, { readOnly: false, only, proof })).toEqual({
      kind: "not-managed",
    });
  }
  expect(await ctx.db.$count(technicalAccounts)).toBe(0);
});

test("SEC-68 · for 72 hours after support named the manager none is made, and one second later it is", async () => {
  const { ctx, permit, structure, account } = await aManager();
  await ctx.db.update(structures).set({ takenOverAt: ctx.now() }).where(eq(structures.id, structure.id));
  const until = new Date("2026-01-08T09:00:00Z");
  const again = async () =>
    createTechnicalAccount(ctx, permit, { ...wide, proof: await aPasswordProofOf(ctx, whose(permit)) });
  ctx.moveTo("2026-01-08T08:59:59Z");
  expect(await again()).toEqual({ kind: "too-soon", until });
  ctx.moveTo(until);
  expect(await again()).toMatchObject({ kind: "created" });
  expect(account.id).toBe(permit.holder.accountId);
});

test("R-801 · an inactive structure gets none", async () => {
  const { ctx, permit, proof, structure } = await aManager();
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await createTechnicalAccount(ctx, permit, { ...wide, proof })).toEqual({ kind: "structure-inactive" });
});

test("SEC-67 · who is primary manager no more when it is made makes none", async () => {
  const { ctx, permit, proof, structure } = await aManager();
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ role: "secondary-manager" }).where(eq(attachments.structureId, structure.id));
  expect(await createTechnicalAccount(ctx, permit, { ...wide, proof })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(technicalAccounts)).toBe(0);
});

test("SEC-45 · a proof that somebody else gave is no proof", async () => {
  const { ctx, permit } = await aManager();
  const other = await aManager(undefined, ctx);
  await expect(createTechnicalAccount(ctx, permit, { ...wide, proof: other.proof })).rejects.toThrow();
});

test("R-170, R-1003 · a login that another structure still uses gets the structure's number behind it", async () => {
  const { ctx, permit, proof, structure } = await aManager();
  const other = await aStructure(ctx);
  const login = `TECH_0${structure.identifier}@api.attache.example`;
  await aTechnicalAccountOf(ctx, other, { login });
  expect(await created(ctx, permit, proof)).toMatchObject({
    login: login.replace("@", `-${structure.number}@`),
  });
});

test("R-1003 · two structures whose identifiers read alike create theirs at once: two accounts, two logins", async () => {
  const ctx = await testContext();
  const both = await Promise.all(
    (["RIDET", "TAHITI"] as const).map((identifierType) => aManager({ identifierType, identifier: "F95709" }, ctx)),
  );
  const outcomes = await Promise.all(
    both.map(({ permit, proof }) => createTechnicalAccount(ctx, permit, { ...wide, proof })),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(["created", "created"]);
  const logins = (await ctx.db.select().from(technicalAccounts)).map(({ login }) => login);
  expect(logins).toContain("TECH_0F95709@api.attache.example");
  expect(new Set(logins).size).toBe(2);
});

test("R-1001, R-424 · a technical login with its password never signs in to the portal", async () => {
  const { ctx, permit, proof } = await aManager();
  const { login, password } = await created(ctx, permit, proof);
  const outcome = await signIn(ctx, {
    email: emailField.parse(login),
    password,
    browser: { origin: "192.0.2.1", userAgent: "Test browser" },
    devices: [],
    humanCheck: async () => ({ kind: "human" }),
  });
  // M-40, as for any unknown address.
  expect(outcome).toMatchObject({ kind: "refused" });
  expect(await ctx.db.$count(accounts, eq(accounts.email, login))).toBe(0);
});

test("R-1006 · a password made before is not shown any more once rows are old", async () => {
  const { ctx, permit, proof } = await aManager();
  await created(ctx, permit, proof);
  ctx.moveTo("2026-01-05T09:10:00Z");
  const next = await aManager(undefined, ctx);
  await created(ctx, next.permit, next.proof);
  expect(await ctx.db.$count(shownSecrets)).toBe(1);
});

type ManagerPermit = Awaited<ReturnType<typeof aManager>>["permit"];

async function created(ctx: TestContext, permit: ManagerPermit, proof: Awaited<ReturnType<typeof aPasswordProofOf>>) {
  const outcome = await createTechnicalAccount(ctx, permit, { ...wide, proof });
  if (outcome.kind !== "created") throw new Error(outcome.kind);
  const found = await findShownSecret(ctx, permit, { ...outcome.shown, once: false });
  if (!found) throw new Error("nothing is shown");
  return { ...outcome, login: found.login, password: found.password };
}

function whose({ holder: { accountId, sessionId } }: ManagerPermit) {
  return { accountId, sessionId };
}

async function told(ctx: TestContext) {
  const rows = await ctx.db.select().from(auditEvents);
  return rows
    .filter(({ kind }) => kind.startsWith("technical"))
    .map(({ kind, actorId, targetId, facts }) => ({ kind, actorId, targetId, facts }));
}

async function aManager(
  { contactEmail, ...details }: { contactEmail?: string } & Partial<Structure> = {},
  known?: TestContext,
) {
  const ctx = known ?? (await testContext());
  const structure = await aStructure(ctx, details);
  const { account } = await aManagerOf(ctx, structure, {});
  if (contactEmail) {
    await ctx.db.execute(sql`update accounts set contact_email = ${contactEmail} where id = ${account.id}`);
  }
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  const proof = await aPasswordProofOf(ctx, permit.holder);
  return { ctx, structure, account, permit, proof };
}
