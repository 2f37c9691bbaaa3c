import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { findMembers } from "@/lib/attachment/find-members";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPermitOf, aStructure } from "@/lib/testing/people";
import { walkPages } from "@/lib/testing/walk-pages";
import { findMembersAfter, memberPosition } from "./find-members-after";

/** Short names of few letters, many of which are the same but for case, accents, quotes or spaces. */
const name = fc
  .string({ unit: fc.constantFrom(..."aAàÀbœß’' -\"\\%_é😀"), minLength: 1, maxLength: 3 })
  .map((text) => `x${text}`);
const limit = fc.integer({ min: 1, max: 12 });
const walks = { numRuns: 12 };

test("R-1012, R-830 · any walk through the users meets each once, in the order of the screen", async () => {
  const ctx = await testContext();
  const { number: _, ...somebody } = await anAccount(ctx);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, name), { maxLength: 25 }), limit, async (people, limit) => {
      const structure = await aStructure(ctx);
      const manager = await aManagerOf(ctx, structure);
      const rows = people.map(([familyName, givenName]) => {
        const id = ctx.id();
        return { ...somebody, id, email: `${id}@example.org`, familyName, givenName };
      });
      if (rows.length > 0) {
        await ctx.db.insert(accounts).values(rows);
        const member = { structureId: structure.id, role: "member", requestedAt: ctx.now() } as const;
        const attached = rows.map(({ id }, place) => ({
          ...member,
          id: ctx.id(),
          accountId: id,
          status: place % 3 === 0 ? ("suspended" as const) : ("approved" as const),
        }));
        await ctx.db.insert(attachments).values(attached);
      }
      const permit = await aPermitOf(ctx, manager.account, { structure, right: "view-sheet" });
      const walked = await walkPages(ctx, memberPosition, (after) =>
        findMembersAfter(ctx, permit, { text: "", status: null, after, limit }),
      );
      const view = { text: "", status: null, sort: "familyName", descending: false, page: 1, pageSize: null } as const;
      expect(walked).toEqual((await findMembers(ctx, permit, view)).rows);
      expect(walked).toHaveLength(people.length + 1);
    }),
    walks,
  );
});

test("SEC-63 · a simple user reads the managers' addresses and his own, as on the screen", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const [own, other] = [await aMemberOf(ctx, structure), await aMemberOf(ctx, structure)];
  const permit = await aPermitOf(ctx, own.account, { structure, right: "view-sheet" });
  const { lines } = await findMembersAfter(ctx, permit, { text: "", status: null, after: null, limit: 100 });
  const addressOf = ({ attachment }: { attachment: { id: string } }) =>
    lines.find(({ attachmentId }) => attachmentId === attachment.id)?.contactEmail;
  expect(addressOf(manager)).toBe(manager.account.contactEmail);
  expect(addressOf(own)).toBe(own.account.contactEmail);
  expect(addressOf(other)).toBeNull();
});

test("R-1012 · somebody who is renamed beyond the page is met there, and moves nobody else", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure, { account: await anAccount(ctx, { familyName: "Abel" }) });
  const people = [];
  for (const familyName of ["Bruno", "Claude", "Denis"]) {
    people.push(await aMemberOf(ctx, structure, { account: await anAccount(ctx, { familyName }) }));
  }
  const permit = await aPermitOf(ctx, manager.account, { structure, right: "view-sheet" });
  const page = { text: "", status: null, limit: 2 } as const;
  const first = await findMembersAfter(ctx, permit, { ...page, after: null });
  expect(first.lines.map(({ familyName }) => familyName)).toEqual(["Abel", "Bruno"]);
  const [bruno] = people;
  await ctx.db
    .update(accounts)
    .set({ familyName: "Zoé" })
    .where(eq(accounts.id, bruno?.account.id ?? ""));
  const second = await findMembersAfter(ctx, permit, { ...page, after: first.next });
  expect(second.lines.map(({ familyName }) => familyName)).toEqual(["Claude", "Denis"]);
  const third = await findMembersAfter(ctx, permit, { ...page, after: second.next });
  expect(third.lines.map(({ familyName }) => familyName)).toEqual(["Zoé"]);
});
