import { expect, test } from "vitest";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, anAccount, aPendingRequest } from "@/lib/testing/people";

test("R-1012, SEC-63 · the attached users as a manager sees them, contact address included, by name", async () => {
  const ctx = await testContext();
  const { structure, manager, caller, foreign } = await anApiWorld(ctx);
  const account = await anAccount(ctx, { familyName: "Albert", givenName: "Zoé", lastSignInAt: ctx.now() });
  const member = await aMemberOf(ctx, structure, { account });
  await aMemberOf(ctx, foreign.structure);
  await aPendingRequest(ctx, structure);
  ctx.queries();
  const { status, body } = await callApi(ctx, `GET /api/v1/structures/${structure.id}/members`, caller);
  expect(ctx.queries()).toBe(2);
  expect(status).toBe(200);
  expect(body).toEqual({
    items: [
      {
        attachmentId: member.attachment.id,
        givenName: "Zoé",
        familyName: "Albert",
        contactEmail: account.contactEmail,
        role: "member",
        status: "approved",
        isAccountActive: true,
        reactivateOn: null,
        lastSignInAt: "2026-01-05T09:00:00.000Z",
      },
      {
        attachmentId: manager.attachment.id,
        givenName: "Camille",
        familyName: "Martin",
        contactEmail: manager.account.contactEmail,
        role: "primary-manager",
        status: "approved",
        isAccountActive: true,
        reactivateOn: null,
        lastSignInAt: null,
      },
    ],
    nextCursor: null,
  });
});

test("R-1012 · pages and filters; a cursor belongs to its filter", async () => {
  const ctx = await testContext();
  const { structure, caller } = await anApiWorld(ctx);
  for (let number = 0; number < 4; number++) {
    await aMemberOf(ctx, structure, { account: await anAccount(ctx, { familyName: `Membre${number}` }) });
  }
  await aMemberOf(ctx, structure, { status: "suspended", account: await anAccount(ctx, { familyName: "Éteint" }) });
  const path = `/api/v1/structures/${structure.id}/members`;
  const first = await callApi(ctx, `GET ${path}?limit=3&status=approved`, caller);
  const next = `${path}?limit=3&status=approved&cursor=${first.body.nextCursor}`;
  const second = await callApi(ctx, `GET ${next}`, caller);
  const names = [...first.body.items, ...second.body.items].map(({ familyName }) => familyName);
  expect(names).toEqual(["Martin", "Membre0", "Membre1", "Membre2", "Membre3"]);
  expect(second.body.nextCursor).toBeNull();
  const words = await callApi(ctx, `GET ${path}?query=eteint`, caller);
  expect(words.body.items).toHaveLength(1);
  for (const other of [
    next.replace("approved", "suspended"),
    next.replace("&status=approved", ""),
    `${next}&query=m`,
  ]) {
    expect((await callApi(ctx, `GET ${other}`, caller)).body).toMatchObject({
      status: 422,
      errors: [{ in: "query", field: "cursor" }],
    });
  }
});

test("R-1012 · a page may end with the longest names there are", async () => {
  const ctx = await testContext();
  const { structure, caller } = await anApiWorld(ctx);
  const longest = { familyName: "𐐷".repeat(80), givenName: "𐐷".repeat(80) };
  for (let number = 0; number < 2; number++) {
    await aMemberOf(ctx, structure, { account: await anAccount(ctx, longest) });
  }
  const path = `/api/v1/structures/${structure.id}/members?limit=2`;
  const first = await callApi(ctx, `GET ${path}`, caller);
  const second = await callApi(ctx, `GET ${path}&cursor=${first.body.nextCursor}`, caller);
  expect(second.status).toBe(200);
  expect(second.body.items).toHaveLength(1);
  expect(second.body.nextCursor).toBeNull();
});

test("SEC-61 · the users of a foreign structure are those of no structure", async () => {
  const ctx = await testContext();
  const { caller, foreign } = await anApiWorld(ctx);
  ctx.queries();
  const { status } = await callApi(ctx, `GET /api/v1/structures/${foreign.structure.id}/members`, caller);
  expect([status, ctx.queries()]).toEqual([404, 1]);
  const unknown = await callApi(ctx, `GET /api/v1/structures/${foreign.manager.account.id}/members`, caller);
  expect([unknown.status, ctx.queries()]).toEqual([404, 1]);
});

test("SEC-84 · odd filters are refused, and never reach the database", async () => {
  const ctx = await testContext();
  const { structure, caller } = await anApiWorld(ctx);
  for (const query of [
    "status=pending",
    "query=%00",
    "query=",
    `query=${"a".repeat(201)}`,
    "sort=role",
    "__proto__=1",
  ]) {
    ctx.queries();
    const { status } = await callApi(ctx, `GET /api/v1/structures/${structure.id}/members?${query}`, caller);
    expect([query, status, ctx.queries()]).toEqual([query, 422, 1]);
  }
});
