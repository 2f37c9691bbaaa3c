import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import type { Context } from "@/lib/platform/context";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestOptions, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aPermitOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { leaveStructure } from "./leave-structure";
import { transferManagement } from "./transfer-management";

const right = "transfer-management";

async function aStructureWithSuccessor(options: TestOptions = {}) {
  const ctx = await testContext(options);
  const structure = await aStructure(ctx);
  const sophie = await anAccount(ctx, { givenName: "Sophie", language: "en", contactEmail: "sophie@example.org" });
  const former = await aManagerOf(ctx, structure, { account: sophie });
  const lucas = await anAccount(ctx, { givenName: "Lucas" });
  const successor = await aMemberOf(ctx, structure, { account: lucas });
  const permit = await aPermitOf(ctx, sophie, { structure, right });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  await clearTrail(ctx);
  return { ctx, structure, former, successor, permit, proof };
}

async function rolesOf(ctx: Context, structure: Structure): Promise<Record<string, string>> {
  const rows = await ctx.db.select().from(attachments).where(eq(attachments.structureId, structure.id));
  return Object.fromEntries(rows.map(({ id, role }) => [id, role]));
}

test("R-008, N-17 · the role passes at once: the former one becomes secondary manager, both are told in their language", async () => {
  const { ctx, structure, former, successor, permit, proof } = await aStructureWithSuccessor();
  const attachmentId = successor.attachment.id;
  expect(await transferManagement(ctx, permit, { attachmentId, proof })).toEqual({ kind: "transferred" });

  expect(await rolesOf(ctx, structure)).toEqual({
    [former.attachment.id]: "secondary-manager",
    [attachmentId]: "primary-manager",
  });
  const message = {
    kind: "management-transferred",
    structureId: structure.id,
    fromId: former.account.id,
    toId: successor.account.id,
  };
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient, language, message: sent }) => [recipient, language, sent])).toEqual(
    expect.arrayContaining([
      ["sophie@example.org", "en", message],
      [successor.account.contactEmail, "fr", message],
    ]),
  );
  const feed = await ctx.db.select().from(feedEvents);
  expect(feed.map(({ accountId, kind, personName }) => [accountId, kind, personName])).toEqual(
    expect.arrayContaining([
      [successor.account.id, "management-received", "Sophie Martin"],
      [former.account.id, "management-handed-over", "Lucas Martin"],
    ]),
  );
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "management-transferred", actorId: former.account.id, subjectId: successor.account.id },
  ]);
  const audit = await ctx.db.select().from(auditEvents);
  expect(audit.find(({ kind }) => kind === "management-transferred")?.facts).toEqual({
    structureId: structure.id,
    from: former.account.id,
    to: successor.account.id,
  });
});

test("R-705 SEC-67 · the successor has what he asked for: nothing of his own waits on his desk", async () => {
  const { ctx, structure, former, successor, permit, proof } = await aStructureWithSuccessor();
  await ctx.db.insert(openWorkspaces).values({ structureId: structure.id, workspace: "DUME", openedAt: ctx.now() });
  const { id } = await aSubscriptionRequest(ctx, successor, { workspace: "DUME" });
  const { attachment, account } = successor;
  expect(await transferManagement(ctx, permit, { attachmentId: attachment.id, proof })).toEqual({
    kind: "transferred",
  });
  const [own] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, id));
  expect(own).toMatchObject({ status: "active", decidedBy: former.account.id });
  expect((await aSessionOf(ctx, account)).actor.waitingDecisions).toBe(0);
  const told = { actorId: former.account.id, targetId: id, kind: "subscription-approved" };
  expect(await ctx.db.select().from(auditEvents)).toContainEqual(expect.objectContaining(told));
  expect(await ctx.db.select().from(structureHistory)).toContainEqual(expect.objectContaining(told));
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient, message }) => `${recipient} ${Object(message).kind}`)).toContain(
    `${account.contactEmail} subscriptions-decided`,
  );
});

test("C-17 · where there are no secondary managers the former one becomes a simple user", async () => {
  const { ctx, structure, former, successor, permit, proof } = await aStructureWithSuccessor({
    env: { SECONDARY_MANAGERS: "off" },
  });
  const attachmentId = successor.attachment.id;
  expect(await transferManagement(ctx, permit, { attachmentId, proof })).toEqual({ kind: "transferred" });
  expect((await rolesOf(ctx, structure))[former.attachment.id]).toBe("member");
});

test("R-008, SEC-45 · a password that somebody else gave hands nothing over", async () => {
  const { ctx, structure, former, successor, permit } = await aStructureWithSuccessor();
  const { actor } = await aSessionOf(ctx, successor.account);
  const foreign = await aPasswordProofOf(ctx, actor);
  const { id: attachmentId } = successor.attachment;
  await expect(transferManagement(ctx, permit, { attachmentId, proof: foreign })).rejects.toThrow("somebody else");
  expect((await rolesOf(ctx, structure))[former.attachment.id]).toBe("primary-manager");
});

test("R-007, SEC-61 · only an active account with an approved attachment here can follow, and not oneself", async () => {
  const { ctx, structure, former, permit, proof } = await aStructureWithSuccessor();
  const asleep = await aMemberOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  const unfit = [former, asleep];
  for (const status of ["pending", "suspended", "ended"] as const) {
    unfit.push(await aMemberOf(ctx, structure, { status }));
  }
  const to = async (attachmentId: string) => (await transferManagement(ctx, permit, { attachmentId, proof })).kind;
  for (const { attachment } of unfit) expect(await to(attachment.id)).toBe("successor-unfit");
  const foreign = await aMemberOf(ctx, await aStructure(ctx));
  expect([await to(foreign.attachment.id), await to(ctx.id())]).toEqual(["not-found", "not-found"]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-68 · one administrator alone hands over neither an empty seat nor a held one", async () => {
  const ctx = await testContext();
  const vacant = await aStructure(ctx);
  const managed = await aStructure(ctx);
  await aManagerOf(ctx, managed);
  const support = await anAccount(ctx, { isAdministrator: true });
  for (const structure of [vacant, managed]) {
    const { attachment } = await aMemberOf(ctx, structure);
    // Nor as a simple user of the structure.
    await aMemberOf(ctx, structure, { account: support });
    const permit = await aPermitOf(ctx, support, { structure, right });
    const proof = await aPasswordProofOf(ctx, permit.holder);
    const outcome = await transferManagement(ctx, permit, { attachmentId: attachment.id, proof });
    expect(outcome).toEqual({ kind: "not-permitted" });
    expect((await rolesOf(ctx, structure))[attachment.id]).toBe("member");
  }
  const [row] = await ctx.db.select().from(structures).where(eq(structures.id, vacant.id));
  expect(row?.managerVacantSince).not.toBeNull();
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-65 · parallel transfers and departures: exactly one primary manager, one act, two mails", async () => {
  const { ctx, structure, permit, proof } = await aStructureWithSuccessor();
  const people = [];
  for (let index = 0; index < 4; index++) people.push(await aMemberOf(ctx, structure));
  const leavers = await Promise.all(people.map(({ account }) => aSessionOf(ctx, account)));
  const outcomes = await Promise.all([
    ...people.map(({ attachment }) => transferManagement(ctx, permit, { attachmentId: attachment.id, proof })),
    ...people.map(({ attachment }, index) => {
      const { actor } = leavers[index] ?? {};
      if (!actor) throw new Error("everybody is signed in");
      return leaveStructure(ctx, actor, { attachmentId: attachment.id });
    }),
  ]);
  const kinds = outcomes.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "transferred").length).toBeLessThanOrEqual(1);
  const live = and(
    eq(attachments.structureId, structure.id),
    eq(attachments.role, "primary-manager"),
    eq(attachments.status, "approved"),
  );
  expect(await ctx.db.$count(attachments, live)).toBe(1);
});

test("SEC-65, SEC-66 · five transfers of one manager at once: the first counts, he no longer holds the right for the others", async () => {
  const { ctx, structure, permit, proof } = await aStructureWithSuccessor();
  const people = await Promise.all(Array.from({ length: 5 }, () => aMemberOf(ctx, structure)));
  const outcomes = await Promise.all(
    people.map(({ attachment }) => transferManagement(ctx, permit, { attachmentId: attachment.id, proof })),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(4).fill("not-permitted"), "transferred"]);
  expect(Object.values(await rolesOf(ctx, structure)).filter((role) => role === "primary-manager")).toHaveLength(1);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(structureHistory)]).toEqual([2, 1]);
});
