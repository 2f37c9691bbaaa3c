import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";

test("R-1012, R-805 · anyone's active public bodies, with what they require and their active departments", async () => {
  const ctx = await testContext();
  const { caller } = await anApiWorld(ctx, { readOnly: true });
  const town = await aStructure(ctx, {
    sector: "public",
    legalName: "Commune de Rennes",
    departmentCodeRequired: true,
  });
  await aStructure(ctx, { sector: "public", legalName: "Commune de Rennes close", status: "inactive" });
  await aStructure(ctx, { sector: "private", legalName: "Commune de Rennes SARL" });
  const department = { id: ctx.id(), structureId: town.id, code: "ACHATS", name: "Achats", validFrom: "2026-01-01" };
  await ctx.db.insert(departments).values(department);
  ctx.queries();
  const { status, body } = await callApi(ctx, "GET /api/v1/public-structures?query=commune%20rennes", caller);
  expect(ctx.queries()).toBe(2);
  expect(status).toBe(200);
  expect(body).toEqual({
    items: [
      {
        id: town.id,
        identifierType: "SIRET",
        identifier: town.identifier,
        designation: "Commune de Rennes",
        city: "Rennes",
        requires: { departmentCode: true, commitmentNumber: false, commitmentOrDepartment: false },
        departments: [{ code: "ACHATS", name: "Achats" }],
      },
    ],
    nextCursor: null,
  });
});

test("R-1012 · pages; wildcards and quotes are letters like any other (SEC-84)", async () => {
  const ctx = await testContext();
  const { caller } = await anApiWorld(ctx);
  for (const name of ["A", "B", "C"]) await aStructure(ctx, { sector: "public", legalName: `Mairie ${name} 100%` });
  const first = await callApi(ctx, "GET /api/v1/public-structures?query=mairie&limit=2", caller);
  const second = await callApi(
    ctx,
    `GET /api/v1/public-structures?query=mairie&limit=2&cursor=${first.body.nextCursor}`,
    caller,
  );
  const names = [...first.body.items, ...second.body.items].map(({ designation }) => designation);
  expect(names).toEqual(["Mairie A 100%", "Mairie B 100%", "Mairie C 100%"]);
  const found = async (query: string) => {
    const { status, body } = await callApi(
      ctx,
      `GET /api/v1/public-structures?query=${encodeURIComponent(query)}`,
      caller,
    );
    return [status, body.items?.length];
  };
  expect(await found("100%")).toEqual([200, 3]);
  expect(await found("__")).toEqual([200, 0]);
  expect(await found("%%")).toEqual([200, 0]);
  expect(await found("' or 1=1 --")).toEqual([200, 0]);
});

test("R-1012 · a page may end with the longest designation there is", async () => {
  const ctx = await testContext();
  const { caller } = await anApiWorld(ctx);
  for (let number = 0; number < 2; number++) {
    await aStructure(ctx, { sector: "public", legalName: "😀".repeat(161), city: "Longueville" });
  }
  const path = "/api/v1/public-structures?query=longueville&limit=1";
  const first = await callApi(ctx, `GET ${path}`, caller);
  const second = await callApi(ctx, `GET ${path}&cursor=${first.body.nextCursor}`, caller);
  expect(second.status).toBe(200);
  expect(second.body.items).toHaveLength(1);
  expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
  expect(second.body.nextCursor).toBeNull();
});

test("a search takes two characters at least, and 200 at most", async () => {
  const ctx = await testContext();
  const { caller } = await anApiWorld(ctx);
  const statusOf = async (query: string) =>
    (await callApi(ctx, `GET /api/v1/public-structures${query}`, caller)).status;
  expect(await statusOf("?query=ab")).toBe(200);
  expect(await statusOf(`?query=${"a".repeat(200)}`)).toBe(200);
  for (const query of ["", "?query=", "?query=a", "?query=%20a%20", `?query=${"a".repeat(201)}`, "?query=ab%00"]) {
    expect([query, await statusOf(query)]).toEqual([query, 422]);
  }
});
