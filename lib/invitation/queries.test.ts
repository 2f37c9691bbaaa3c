import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { attachments, invitations } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import { aManagerOf, aMemberOf, anAccount, aPermitOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { declineInvitation } from "./decline-invitation";
import { keepInvitationFile } from "./keep-invitation-file";
import {
  findInvitationChoices,
  findInvitationImport,
  listOwnInvitations,
  listSentInvitations,
  type SentView,
} from "./queries";
import { withdrawInvitation } from "./withdraw-invitation";

describe("R-909 · the invitations that wait for one's answer", () => {
  test("R-909 · say who invites, to what, and until when, in one statement", async () => {
    const ctx = await testContext();
    const { structure, permit, manager } = await anInviting(ctx, { label: "Atelier Lefèvre", city: "Vannes" });
    const closing = await aDepartmentOf(ctx, structure, { code: "A", name: "Achats" });
    const staying = await aDepartmentOf(ctx, structure, { code: "C", name: "Comptabilité" });
    const account = await anAccount(ctx);
    const workspaces = [
      { workspace: "SOLLICITATIONS_EMISES", access: "read" } as const,
      { workspace: "FACTURES_EMISES", access: "write" } as const,
    ];
    const offer = { role: "secondary-manager", departmentIds: [closing, staying], workspaces } as const;
    const id = await anInvitation(ctx, permit, anOffer(account.email, { ...offer, departmentIds: [closing, staying] }));
    await ctx.db.update(departments).set({ validUntil: "2026-01-04" }).where(eq(departments.id, closing));
    const { actor } = await aSessionOf(ctx, account);
    ctx.queries();
    expect(await listOwnInvitations(ctx, actor)).toEqual([
      {
        id,
        inviter: `${manager.givenName} ${manager.familyName}`,
        designation: "Atelier Lefèvre",
        city: "Vannes",
        role: "secondary-manager",
        departments: ["Comptabilité"],
        workspaces: [workspaces[1], workspaces[0]],
        expiresAt: new Date("2026-02-04T09:00:00Z"),
        standing: "open",
      },
    ]);
    expect(ctx.queries()).toBe(1);
  });

  test("SEC-69 · nobody sees those of another address", async () => {
    const ctx = await testContext();
    const { permit, manager } = await anInviting(ctx);
    const account = await anAccount(ctx);
    await anInvitation(ctx, permit, anOffer(account.email));
    const impostor = await anAccount(ctx, { contactEmail: account.email });
    for (const other of [impostor, manager]) {
      expect(await listOwnInvitations(ctx, (await aSessionOf(ctx, other)).actor)).toEqual([]);
    }
  });

  test("R-909 · those that fell are explained for thirty days, after the ones that wait; answered ones are gone", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const { actor } = await aSessionOf(ctx, account);
    const offer = anOffer(account.email);
    const withdrawn = await anInviting(ctx, { legalName: "Retirée" });
    await withdrawInvitation(ctx, withdrawn.permit, { invitationId: await anInvitation(ctx, withdrawn.permit, offer) });
    const inactive = await anInviting(ctx, { legalName: "Fermée" });
    await anInvitation(ctx, inactive.permit, offer);
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, inactive.structure.id));
    const declined = await anInviting(ctx);
    await declineInvitation(ctx, actor, { invitationId: await anInvitation(ctx, declined.permit, offer) });
    const accepted = await anInviting(ctx);
    await acceptInvitation(ctx, actor, { invitationId: await anInvitation(ctx, accepted.permit, offer) });
    ctx.moveTo("2026-01-20T09:00:00Z");
    const open = await anInviting(ctx, { legalName: "Ouverte" });
    await anInvitation(ctx, open.permit, offer);

    const told = async () =>
      (await listOwnInvitations(ctx, actor)).map(({ designation, standing }) => [designation, standing]);
    const rows = await told();
    expect(rows[0]).toEqual(["Ouverte", "open"]);
    expect(rows.slice(1)).toEqual(
      expect.arrayContaining([
        ["Retirée", "withdrawn"],
        ["Fermée", "structure-inactive"],
      ]),
    );
    expect(rows).toHaveLength(3);
    ctx.moveTo("2026-02-10T09:00:00Z");
    expect(await told()).toEqual([
      ["Ouverte", "open"],
      ["Fermée", "expired"],
    ]);
    ctx.moveTo("2026-03-25T09:00:00Z");
    expect(await told()).toEqual([]);
  });

  test("R-909 · who is attached already, or whose inviter has left, is told so", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    const { account } = await aMemberOf(ctx, structure);
    await anInvitation(ctx, permit, anOffer(account.email));
    const { actor } = await aSessionOf(ctx, account);
    expect(await listOwnInvitations(ctx, actor)).toMatchObject([{ standing: "already-attached" }]);

    const { account: second, attachment } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const bySecond = await aPermitOf(ctx, second, { structure, right: "manage-members" });
    const stranger = await anAccount(ctx);
    await anInvitation(ctx, bySecond, anOffer(stranger.email));
    await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.id, attachment.id));
    const strangers = (await aSessionOf(ctx, stranger)).actor;
    expect(await listOwnInvitations(ctx, strangers)).toMatchObject([{ standing: "withdrawn" }]);
  });
});

const firstPage: SentView = { sort: "invitedAt", descending: true, page: 1, pageSize: 5, search: "", chosenId: null };

async function sevenInvitations(ctx: Context, permit: Permit<"manage-members">) {
  const ids: string[] = [];
  for (let turn = 0; turn < 7; turn++) ids.push(await anInvitation(ctx, permit, anOffer(`p${turn}@example.org`)));
  return ids;
}

describe("R-909 · the invitations of a structure, for its managers", () => {
  test("R-909 · come page by page with their number, in one statement; a page beyond the last is the last", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    await sevenInvitations(ctx, permit);
    await anInvitation(ctx, (await anInviting(ctx)).permit, anOffer("foreign@example.org"));
    const view = { ...firstPage, sort: "email", descending: false };
    ctx.queries();
    const first = await listSentInvitations(ctx, permit, view);
    expect(ctx.queries()).toBe(1);
    expect(first.total).toBe(7);
    expect(first.rows.map(({ email }) => email)).toEqual([0, 1, 2, 3, 4].map((turn) => `p${turn}@example.org`));
    const last = ["p5@example.org", "p6@example.org"];
    for (const page of [2, 9]) {
      const { rows } = await listSentInvitations(ctx, permit, { ...view, page });
      expect(rows.map(({ email }) => email)).toEqual(last);
    }
  });

  test("R-909 · of the person they hold the typed address alone, whoever it belongs to", async () => {
    const ctx = await testContext();
    const { permit, manager, structure } = await anInviting(ctx);
    const { account } = await aMemberOf(ctx, structure);
    const id = await anInvitation(ctx, permit, anOffer(account.email));
    const { rows } = await listSentInvitations(ctx, permit, firstPage);
    expect(rows).toEqual([
      {
        id,
        email: account.email,
        role: "member",
        inviter: `${manager.givenName} ${manager.familyName}`,
        invitedAt: ctx.now(),
        sentAt: ctx.now(),
        expiresAt: new Date("2026-02-04T09:00:00Z"),
        status: "pending",
        mayWithdraw: true,
        mayResend: true,
      },
    ]);
  });

  test("R-304 · are searched by address and sorted by every column", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    await sevenInvitations(ctx, permit);
    const found = await listSentInvitations(ctx, permit, { ...firstPage, search: "P3@" });
    expect(found).toMatchObject({ total: 1, rows: [{ email: "p3@example.org" }] });
    expect(await listSentInvitations(ctx, permit, { ...firstPage, search: "%" })).toMatchObject({ total: 0, rows: [] });
    for (const sort of ["invitedAt", "email", "role", "inviter", "status", "expiresAt", "odd; drop"]) {
      for (const descending of [true, false]) {
        expect((await listSentInvitations(ctx, permit, { ...firstPage, sort, descending })).rows).toHaveLength(5);
      }
    }
  });

  test("R-909 · the chosen one comes along, never another structure's", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    const other = await anInviting(ctx);
    const chosenId = await anInvitation(ctx, permit, anOffer("chosen@example.org"));
    const search = "nothing";
    expect(await listSentInvitations(ctx, permit, { ...firstPage, search, chosenId })).toMatchObject({
      total: 0,
      chosen: { id: chosenId, email: "chosen@example.org" },
    });
    const foreign = await listSentInvitations(ctx, other.permit, { ...firstPage, chosenId });
    expect(foreign.chosen).toBeNull();
  });

  test("R-909 · each state is told: run out, withdrawn, inviter gone", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    const { account, attachment } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
    await anInvitation(ctx, permit, anOffer("old@example.org"));
    ctx.moveTo("2026-02-04T09:00:00Z");
    const back = await anInvitation(ctx, permit, anOffer("back@example.org"));
    await withdrawInvitation(ctx, permit, { invitationId: back });
    const raised = await anInvitation(ctx, permit, anOffer("raised@example.org", { role: "secondary-manager" }));
    await anInvitation(ctx, second, anOffer("orphan@example.org"));
    await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, attachment.id));
    const states = async (by: Permit<"manage-members">) =>
      Object.fromEntries((await listSentInvitations(ctx, by, firstPage)).rows.map((row) => [row.email, row]));
    expect(await states(permit)).toMatchObject({
      "old@example.org": { status: "expired" },
      "back@example.org": { status: "withdrawn" },
      "raised@example.org": { status: "pending", mayWithdraw: true },
      "orphan@example.org": { status: "lapsed", mayWithdraw: true },
    });
    // the permit still says secondary manager.
    expect((await states(second))["raised@example.org"]).toMatchObject({ mayWithdraw: false, mayResend: false });
    // SEC-71: switched off, it can be taken back, and not be sent again.
    const off = { ...ctx, env: { ...ctx.env, SECONDARY_MANAGERS: "off" as const } };
    const { chosen } = await listSentInvitations(off, permit, { ...firstPage, chosenId: raised });
    expect(chosen).toMatchObject({ mayWithdraw: true, mayResend: false });
    expect(await ctx.db.$count(invitations)).toBe(4);
  });
});

describe("R-909 · what a manager can offer", () => {
  test("R-703, R-810 · departments of today, open workspaces, and the roles he may give", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx, { opened: ["SUIVI_FLUX", "FACTURES_EMISES"] });
    const id = await aDepartmentOf(ctx, structure, { code: "C", name: "Comptabilité" });
    await aDepartmentOf(ctx, structure, { code: "OLD", validUntil: "2026-01-04" });
    await aDepartmentOf(ctx, await aStructure(ctx), { code: "FOREIGN" });
    expect(await findInvitationChoices(ctx, permit)).toEqual({
      departments: [{ id, code: "C", name: "Comptabilité" }],
      workspaces: ["FACTURES_EMISES", "SUIVI_FLUX"],
      roles: ["member", "secondary-manager"],
    });
    const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
    expect(await findInvitationChoices(ctx, second)).toMatchObject({ roles: ["member"] });
  });

  test("SEC-61 · a kept file is found by its own person for its own structure, for two hours", async () => {
    const ctx = await testContext();
    const { structure, permit, manager } = await anInviting(ctx);
    const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const colleague = await aPermitOf(ctx, account, { structure, right: "manage-members" });
    const elsewhere = await aStructure(ctx);
    await aManagerOf(ctx, elsewhere, { account: manager });
    const otherStructure = await aPermitOf(ctx, manager, { structure: elsewhere, right: "manage-members" });
    const { fileId } = await keepInvitationFile(ctx, permit, { text: "a@example.org", returnPath: "/" });
    ctx.queries();
    expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text: "a@example.org" });
    expect(ctx.queries()).toBe(1);
    for (const other of [colleague, otherStructure]) {
      expect(await findInvitationImport(ctx, other, { fileId })).toMatchObject({ text: null });
    }
    ctx.moveTo("2026-01-05T11:00:00Z");
    expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text: null });
  });
});
