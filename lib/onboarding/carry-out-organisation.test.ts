import { describe, expect, test } from "vitest";
import { attachments, feedEvents, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { inTransaction } from "@/lib/platform/context";
import { findPublicStructures } from "@/lib/structure/find-public-structures";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, aManagerOf, anAccount, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aNewCompany, joining } from "@/lib/testing/registrations";
import { carryOutOrganisation } from "./carry-out-organisation";
import type { OrganisationPart } from "./registration";

const carryOut = (ctx: TestContext, { id, givenName, familyName }: Account, part: OrganisationPart) =>
  inTransaction(ctx, (tx) => carryOutOrganisation(tx, { accountId: id, fullName: `${givenName} ${familyName}` }, part));

const identityOf = ({ identifierType, identifier }: OrganisationPart) => ({ identifierType, identifier });

/** Everything the act may have left behind. */
async function state(ctx: TestContext) {
  const events = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  return {
    structures: await ctx.db.select().from(structures),
    attachments: await ctx.db.select().from(attachments),
    subscriptions: await ctx.db.select().from(subscriptions),
    workspaces: (await ctx.db.select().from(openWorkspaces)).map(({ workspace }) => workspace).sort(),
    feed: (await ctx.db.select().from(feedEvents)).map(({ kind, accountId, personName }) => ({
      kind,
      accountId,
      personName,
    })),
    mails: (await ctx.db.select().from(outboxMessages)).map(({ kind, recipient, language }) => ({
      kind,
      recipient,
      language,
    })),
    trail: events.map(({ kind, actorId, targetId, facts }) => ({ kind, actorId, targetId, facts })),
  };
}

describe("R-320 · the pair is free", () => {
  test("R-320 · case A: the company is created, the person is its manager, in every workspace it opened", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const part = aNewCompany({
      label: "Siège",
      workspaces: ["FACTURES_EMISES", "MEMOIRES_FRAIS_JUSTICE", "SOLLICITATIONS_EMISES"],
      providerCategory: "expert",
    });
    expect(await carryOut(ctx, account, part)).toEqual({ standing: "attached", changed: null });

    const after = await state(ctx);
    const {
      kind: _kind,
      publicBody: _publicBody,
      workspaces,
      registryCheckedAt,
      ...sheet
    } = part as Extract<typeof part, { kind: "create" }>;
    expect(after.structures).toMatchObject([
      {
        ...sheet,
        status: "active",
        sector: "private",
        managerVacantSince: null,
        registryCheckedAt: new Date(registryCheckedAt ?? 0),
      },
    ]);
    const [structureId, attachmentId] = [after.structures[0]?.id, after.attachments[0]?.id];
    expect(after.attachments).toMatchObject([
      { accountId: account.id, structureId, role: "primary-manager", status: "approved", decidedAt: ctx.now() },
    ]);
    expect(after.workspaces).toEqual(workspaces);
    // "Modification", and never a workspace twice.
    expect(after.subscriptions.map(({ workspace }) => workspace).sort()).toEqual(workspaces);
    expect(after.subscriptions).toEqual(
      workspaces.map(() => expect.objectContaining({ accountId: account.id, access: "write", status: "active" })),
    );
    expect(after.feed).toEqual([{ kind: "structure-created", accountId: account.id, personName: null }]);
    expect(after.mails).toEqual([]);
    expect(after.trail).toEqual([
      {
        kind: "structure-created",
        actorId: account.id,
        targetId: structureId,
        facts: { identifierType: "SIRET", sector: "private" },
      },
      {
        kind: "attachment-approved",
        actorId: account.id,
        targetId: attachmentId,
        facts: { structureId, role: "primary-manager" },
      },
      { kind: "subscription-opened", actorId: account.id, targetId: account.id, facts: { structureId, workspaces } },
    ]);
  });

  test("R-320 · case C: the same for an identifier that is no SIRET, typed by hand", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const part = aNewCompany({
      identifierType: "UE_HORS_FRANCE",
      identifier: "IT00743110157",
      country: "IT",
      registryCheckedAt: null,
    });
    expect(await carryOut(ctx, account, part)).toEqual({ standing: "attached", changed: null });
    const after = await state(ctx);
    expect(after.structures).toMatchObject([{ ...identityOf(part), registryCheckedAt: null }]);
    expect(after.attachments).toMatchObject([{ role: "primary-manager", status: "approved" }]);
  });

  test("R-320 · a public body is created without manager, in the search; the person waits for the administrators", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const part = aNewCompany({ publicBody: true, legalName: "Commune de Plouhinec", workspaces: ["FACTURES_RECUES"] });
    expect(await carryOut(ctx, account, part)).toEqual({ standing: "waiting", changed: null });

    const after = await state(ctx);
    expect(after.structures).toMatchObject([{ sector: "public", status: "active", managerVacantSince: ctx.now() }]);
    expect(after.workspaces).toEqual(["FACTURES_RECUES"]);
    expect(after.attachments).toMatchObject([{ role: "member", status: "pending", decidedAt: null }]);
    expect(after.subscriptions).toEqual([]);
    expect(after.mails).toEqual([{ kind: "attachment-requested", recipient: ctx.env.SUPPORT_EMAIL, language: "fr" }]);
    expect(after.trail.map(({ kind }) => kind)).toEqual(["structure-created", "attachment-requested"]);
    expect(after.trail[1]?.facts).toMatchObject({ queue: "administrators" });
    const search = { query: "plouhinec", sort: "designation", descending: false, page: 1, pageSize: 20 } as const;
    expect((await findPublicStructures(ctx, search)).structures).toMatchObject([
      { designation: "Commune de Plouhinec" },
    ]);

    // Whoever comes next only joins the same queue: nobody becomes its manager by coming first.
    const second = await anAccount(ctx);
    expect(await carryOut(ctx, second, part)).toEqual({ standing: "waiting", changed: "taken-by-another" });
    const rows = await ctx.db.select().from(attachments);
    expect(rows.map(({ role, status }) => `${role} ${status}`)).toEqual(["member pending", "member pending"]);
  });
});

describe("R-320 · the pair is known", () => {
  test("R-320 · case B: a request, and N-12 to the contact addresses of the principal and secondary managers", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const principal = await aManagerOf(ctx, structure, {
      account: await anAccount(ctx, { contactEmail: "direction@example.org" }),
    });
    const secondary = await aManagerOf(ctx, structure, {
      account: await anAccount(ctx, { language: "en" }),
      role: "secondary-manager",
    });
    const account = await anAccount(ctx, { givenName: "Inès", familyName: "Moreau" });
    expect(await carryOut(ctx, account, joining(structure))).toEqual({ standing: "waiting", changed: null });

    const after = await state(ctx);
    const request = after.attachments.find(({ accountId }) => accountId === account.id);
    expect(request).toMatchObject({
      structureId: structure.id,
      role: "member",
      status: "pending",
      requestedAt: ctx.now(),
      decidedAt: null,
    });
    expect(after.subscriptions.filter(({ accountId }) => accountId === account.id)).toEqual([]);
    expect(after.mails).toHaveLength(2);
    expect(after.mails).toEqual(
      expect.arrayContaining([
        { kind: "attachment-requested", recipient: "direction@example.org", language: "fr" },
        { kind: "attachment-requested", recipient: secondary.account.contactEmail, language: "en" },
      ]),
    );
    expect(after.feed).toEqual([
      { kind: "attachment-requested", accountId: account.id, personName: null },
      ...[principal, secondary].map(() => ({
        kind: "attachment-requested-by",
        accountId: expect.any(String),
        personName: "Inès Moreau",
      })),
    ]);
    expect(after.trail).toEqual([
      {
        kind: "attachment-requested",
        actorId: account.id,
        targetId: request?.id,
        facts: { structureId: structure.id, queue: "managers" },
      },
    ]);
  });

  test("R-857 · case B without a manager who can act: the request goes to support", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
    await aManagerOf(ctx, structure, { role: "secondary-manager", status: "suspended" });
    const account = await anAccount(ctx);
    expect(await carryOut(ctx, account, joining(structure))).toEqual({ standing: "waiting", changed: null });
    const { mails, trail } = await state(ctx);
    expect(mails).toEqual([{ kind: "attachment-requested", recipient: ctx.env.SUPPORT_EMAIL, language: "fr" }]);
    expect(trail[0]?.facts).toMatchObject({ queue: "administrators" });
  });

  test("R-320 · case D: an account without attachment, and nothing else", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { identifierType: "RIDET", identifier: "0123456789" });
    const before = await state(ctx);
    const part = { ...joining(structure), kind: "none" } as const;
    expect(await carryOut(ctx, await anAccount(ctx), part)).toEqual({ standing: "unattached", changed: null });
    expect(await state(ctx)).toEqual(before);
  });
});

describe("R-320 · what changed between the registration and the activation", () => {
  test("R-320 · taken meanwhile, A becomes B: the person is told, the first comer stays the manager", async () => {
    const ctx = await testContext();
    const [first, second] = [await anAccount(ctx), await anAccount(ctx)];
    const part = aNewCompany();
    expect(await carryOut(ctx, first, part)).toEqual({ standing: "attached", changed: null });
    expect(await carryOut(ctx, second, { ...part, legalName: "Another name" } as OrganisationPart)).toEqual({
      standing: "waiting",
      changed: "taken-by-another",
    });
    const after = await state(ctx);
    expect(after.structures).toMatchObject([{ legalName: "Boulangerie Lefèvre" }]);
    expect(after.attachments.map(({ accountId, role, status }) => ({ accountId, role, status }))).toEqual([
      { accountId: first.id, role: "primary-manager", status: "approved" },
      { accountId: second.id, role: "member", status: "pending" },
    ]);
    expect(after.mails).toEqual([{ kind: "attachment-requested", recipient: first.contactEmail, language: "fr" }]);
  });

  test("R-320 · taken meanwhile, C becomes D: no request, for such identifiers may be shared (R-152)", async () => {
    const ctx = await testContext();
    const part = aNewCompany({ identifierType: "PARTICULIER", identifier: "2701201456", legalName: "Claire Petit" });
    await carryOut(ctx, await anAccount(ctx), part);
    const before = await state(ctx);
    expect(await carryOut(ctx, await anAccount(ctx), part)).toEqual({
      standing: "unattached",
      changed: "taken-by-another",
    });
    expect(await state(ctx)).toEqual(before);
  });

  test.each(["create", "join"] as const)(
    "R-320 · an inactive pair gives an account without attachment (%s)",
    async (kind) => {
      const ctx = await testContext();
      const structure = await aStructure(ctx, { status: "inactive" });
      const before = await state(ctx);
      const part = kind === "join" ? joining(structure) : aNewCompany({ identifier: structure.identifier });
      expect(await carryOut(ctx, await anAccount(ctx), part)).toEqual({ standing: "unattached", changed: "inactive" });
      expect(await state(ctx)).toEqual(before);
    },
  );
});
