import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { attachments, invitations } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { testContext } from "@/lib/testing/context";
import { anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import { aManagerOf, aMemberOf, aPermitOf } from "@/lib/testing/people";
import { findSentInvitations, type SentView } from "./find-sent-invitations";
import { withdrawInvitation } from "./withdraw-invitation";

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
    const first = await findSentInvitations(ctx, permit, view);
    expect(ctx.queries()).toBe(1);
    expect(first.total).toBe(7);
    expect(first.rows.map(({ email }) => email)).toEqual([0, 1, 2, 3, 4].map((turn) => `p${turn}@example.org`));
    const last = ["p5@example.org", "p6@example.org"];
    for (const page of [2, 9]) {
      const { rows } = await findSentInvitations(ctx, permit, { ...view, page });
      expect(rows.map(({ email }) => email)).toEqual(last);
    }
  });

  test("R-909 · of the person they hold the typed address alone, whoever it belongs to", async () => {
    const ctx = await testContext();
    const { permit, manager, structure } = await anInviting(ctx);
    const { account } = await aMemberOf(ctx, structure);
    const id = await anInvitation(ctx, permit, anOffer(account.email));
    const { rows } = await findSentInvitations(ctx, permit, firstPage);
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
    const found = await findSentInvitations(ctx, permit, { ...firstPage, search: "P3@" });
    expect(found).toMatchObject({ total: 1, rows: [{ email: "p3@example.org" }] });
    expect(await findSentInvitations(ctx, permit, { ...firstPage, search: "%" })).toMatchObject({ total: 0, rows: [] });
    for (const sort of ["invitedAt", "email", "role", "inviter", "status", "expiresAt", "odd; drop"]) {
      for (const descending of [true, false]) {
        expect((await findSentInvitations(ctx, permit, { ...firstPage, sort, descending })).rows).toHaveLength(5);
      }
    }
  });

  test("R-909 · the chosen one comes along, never another structure's", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    const other = await anInviting(ctx);
    const chosenId = await anInvitation(ctx, permit, anOffer("chosen@example.org"));
    const search = "nothing";
    expect(await findSentInvitations(ctx, permit, { ...firstPage, search, chosenId })).toMatchObject({
      total: 0,
      chosen: { id: chosenId, email: "chosen@example.org" },
    });
    const foreign = await findSentInvitations(ctx, other.permit, { ...firstPage, chosenId });
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
      Object.fromEntries((await findSentInvitations(ctx, by, firstPage)).rows.map((row) => [row.email, row]));
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
    const { chosen } = await findSentInvitations(off, permit, { ...firstPage, chosenId: raised });
    expect(chosen).toMatchObject({ mayWithdraw: true, mayResend: false });
    expect(await ctx.db.$count(invitations)).toBe(4);
  });
});
