import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import { aManagerOf, aMemberOf, anAccount, aPermitOf, aSessionOf } from "@/lib/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { declineInvitation } from "./decline-invitation";
import { findOwnInvitations } from "./find-own-invitations";
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
    expect(await findOwnInvitations(ctx, actor)).toEqual([
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
      expect(await findOwnInvitations(ctx, (await aSessionOf(ctx, other)).actor)).toEqual([]);
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
      (await findOwnInvitations(ctx, actor)).map(({ designation, standing }) => [designation, standing]);
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
    expect(await findOwnInvitations(ctx, actor)).toMatchObject([{ standing: "already-attached" }]);

    const { account: second, attachment } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const bySecond = await aPermitOf(ctx, second, { structure, right: "manage-members" });
    const stranger = await anAccount(ctx);
    await anInvitation(ctx, bySecond, anOffer(stranger.email));
    await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.id, attachment.id));
    const strangers = (await aSessionOf(ctx, stranger)).actor;
    expect(await findOwnInvitations(ctx, strangers)).toMatchObject([{ standing: "withdrawn" }]);
  });
});
