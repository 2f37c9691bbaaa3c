import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { type Context, inTransaction } from "@/lib/platform/context";
import { aCallerOf } from "@/lib/testing/api-callers";
import { type ApiWorld, anApiWorld, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aStructure } from "@/lib/testing/people";
import { cutPage } from "./cursor-page";

/** A list that tests put numbered lines into; each has a line "0" of its own that comes first. */
interface List {
  path: (world: ApiWorld) => string;
  add: (ctx: Context, world: ApiWorld, digit: string) => Promise<unknown>;
  remove: (ctx: Context, world: ApiWorld, digit: string) => Promise<unknown>;
  /** What ends with the digit of a line of ours. */
  mark: (item: Record<string, string>) => string | null | undefined;
}

/** Behind whatever id the caller's own structure has. */
const idOf = (digit: string) => `ffffffff-ffff-4fff-bfff-fffffffffff${digit}`;

const lists: Record<string, List> = {
  "/structures": {
    path: () => "/api/v1/structures?",
    add: async (ctx, { manager }, digit) =>
      aManagerOf(ctx, await aStructure(ctx, { id: idOf(digit) }), { account: manager.account }),
    remove: (ctx, _world, digit) =>
      inTransaction(ctx, async ({ db }) => {
        await db
          .update(structures)
          .set({ managerVacantSince: ctx.now() })
          .where(eq(structures.id, idOf(digit)));
        await db
          .update(attachments)
          .set({ status: "ended" })
          .where(eq(attachments.structureId, idOf(digit)));
      }),
    mark: ({ id }) => (id?.startsWith("ffffffff-ffff") ? id : null),
  },
  "/structures/{structureId}/departments": {
    path: ({ structure }) => `/api/v1/structures/${structure.id}/departments?`,
    add: (ctx, { structure }, digit) =>
      ctx.db.insert(departments).values({
        id: ctx.id(),
        structureId: structure.id,
        code: `Service-${digit}`,
        name: "Achats",
        validFrom: "2026-01-01",
      }),
    remove: (ctx, _world, digit) => ctx.db.delete(departments).where(eq(departments.code, `Service-${digit}`)),
    mark: ({ code }) => code,
  },
  "/structures/{structureId}/members": {
    path: ({ structure }) => `/api/v1/structures/${structure.id}/members?`,
    add: async (ctx, { structure }, digit) =>
      aMemberOf(ctx, structure, { account: await anAccount(ctx, { familyName: `Membre ${digit}` }) }),
    remove: (ctx, _world, digit) =>
      ctx.db
        .update(attachments)
        .set({ status: "ended" })
        .where(sql`account_id in (select id from accounts where family_name = ${`Membre ${digit}`})`),
    mark: ({ familyName }) => familyName,
  },
  "/public-structures": {
    path: () => "/api/v1/public-structures?query=mairie&",
    add: (ctx, _world, digit) => aStructure(ctx, { sector: "public", legalName: `Mairie ${digit}` }),
    remove: (ctx, _world, digit) =>
      ctx.db
        .update(structures)
        .set({ status: "inactive" })
        .where(eq(structures.legalName, `Mairie ${digit}`)),
    mark: ({ designation }) => designation,
  },
};
const names = Object.keys(lists);

describe.each(Object.entries(lists))("%s", (name, list) => {
  async function filled(digits: string) {
    const ctx = await testContext();
    const world = await anApiWorld(ctx);
    // The other lists have a first line already.
    for (const digit of name === "/public-structures" ? `0${digits}` : digits) await list.add(ctx, world, digit);
    const page = async (query: string) => {
      const { body } = await callApi(ctx, `GET ${list.path(world)}${query}`, world.caller);
      const digitsOf = body.items.map((item: Record<string, string>) => /\d$/.exec(list.mark(item) ?? "")?.[0] ?? "0");
      return { digits: digitsOf.join(""), next: body.nextCursor };
    };
    return { ctx, world, page };
  }

  test("R-1012 · what comes or goes between the pages makes no other line be skipped or repeated", async () => {
    const { ctx, world, page } = await filled("24689");
    const first = await page("limit=2");
    expect(first.digits).toBe("02");
    // The very line that the page ended with.
    await list.remove(ctx, world, "2");
    const second = await page(`limit=2&cursor=${first.next}`);
    expect(second.digits).toBe("46");
    for (const digit of ["1", "5", "7"]) await list.add(ctx, world, digit);
    await list.remove(ctx, world, "8");
    const third = await page(`limit=2&cursor=${second.next}`);
    expect(third).toEqual({ digits: "79", next: null });
    // Asked again, a page is what it is now.
    expect((await page(`limit=2&cursor=${first.next}`)).digits).toBe("45");
  });

  test("R-1012 · the last page says so, full or not, and one whose lines are all gone is empty", async () => {
    const { ctx, world, page } = await filled("123");
    expect(await page("limit=4")).toEqual({ digits: "0123", next: null });
    expect(await page("limit=100")).toEqual({ digits: "0123", next: null });
    const { digits, next } = await page("limit=3");
    expect(digits).toBe("012");
    expect(await page(`limit=3&cursor=${next}`)).toEqual({ digits: "3", next: null });
    await list.remove(ctx, world, "3");
    expect(await page(`limit=3&cursor=${next}`)).toEqual({ digits: "", next: null });
  });

  test("SEC-84 · a page is of 1 to 100 lines", async () => {
    const { ctx, world } = await filled("1");
    const statusOf = async (limit: string) =>
      (await callApi(ctx, `GET ${list.path(world)}limit=${limit}`, world.caller)).status;
    expect([await statusOf("1"), await statusOf("100")]).toEqual([200, 200]);
    for (const limit of ["0", "101", "-1", "1.5", "1e1", "", "999999999999"]) {
      expect([limit, await statusOf(limit)]).toEqual([limit, 422]);
    }
  });

  test("R-1012 · from page to page one may ask for more lines or for fewer", async () => {
    const { page } = await filled("12345");
    const first = await page("limit=2");
    const second = await page(`limit=1&cursor=${first.next}`);
    expect([first.digits, second.digits]).toEqual(["01", "2"]);
    expect(await page(`limit=100&cursor=${second.next}`)).toEqual({ digits: "345", next: null });
    expect((await page(`cursor=${first.next}`)).digits).toBe("2345");
  });

  test("SEC-84 · its cursor is refused by another list, account or filter", async () => {
    const { ctx, world, page } = await filled("123");
    const { structure, manager, caller } = world;
    const second = await aStructure(ctx);
    await aManagerOf(ctx, second, { account: manager.account });
    const { next } = await page("limit=2");
    const path = list.path(world);
    const call = (address: string, by = caller) => callApi(ctx, `GET ${address}&cursor=${next}`, by);
    expect((await call(`${path}limit=2`)).status).toBe(200);

    const otherLists = names.filter((other) => other !== name).map((other) => lists[other]?.path(world));
    const elsewhere = { ...world, structure: second } satisfies ApiWorld;
    const otherFilters = [list.path(elsewhere), path.replace("mairie", "mairies")].filter((other) => other !== path);
    for (const address of [...otherLists, ...otherFilters]) {
      const { status, body } = await call(`${address}limit=2`);
      expect([address, status, body.errors]).toEqual([address, 422, [expect.objectContaining({ field: "cursor" })]]);
    }
    // Another account of the same manager, which may read the very same list.
    const twin = await aCallerOf(ctx, second, { only: [structure] });
    expect((await callApi(ctx, `GET ${path}limit=2`, twin)).status).toBe(200);
    expect((await call(`${path}limit=2`, twin)).status).toBe(422);
  });
});

test("one line more than a page holds is what makes it go on", () => {
  const whole = (line: string) => line;
  expect(cutPage([], 2, whole)).toEqual({ lines: [], next: null });
  expect(cutPage(["a", "b"], 2, whole)).toEqual({ lines: ["a", "b"], next: null });
  expect(cutPage(["a", "b", "c"], 2, whole)).toEqual({ lines: ["a", "b"], next: "b" });
});
