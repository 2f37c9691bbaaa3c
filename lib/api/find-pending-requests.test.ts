import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { aCallerOf, type TestCaller } from "@/lib/testing/api-callers";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { findPendingAttachments, findPendingSubscriptions } from "./find-pending-requests";

const everything = { structureId: null, after: null, limit: 100 };

test("R-901, SEC-63 · a request is shown with who asks, for what and why, in one round trip", async () => {
  const ctx = await testContext();
  const { structure, caller, foreign } = await anApiWorld(ctx);
  const department = {
    id: ctx.id(),
    structureId: structure.id,
    code: "ACHATS",
    name: "Achats",
    validFrom: "2026-01-01",
  };
  await ctx.db.insert(departments).values(department);
  const { account, attachment } = await aPendingRequest(ctx, structure);
  await ctx.db.update(attachments).set({ comment: "Bonjour" }).where(sql`id = ${attachment.id}`);
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: attachment.id, departmentId: department.id, status: "pending", requestedAt: ctx.now() });
  await aPendingRequest(ctx, foreign.structure);
  await aMemberOf(ctx, structure);
  const proof = await proofOf(ctx, caller);
  ctx.queries();
  expect(await findPendingAttachments(ctx, proof, everything)).toEqual({
    lines: [
      {
        id: attachment.id,
        structureId: structure.id,
        requestedAt: "2026-01-05T09:00:00.000Z",
        comment: "Bonjour",
        requester: { givenName: "Camille", familyName: "Martin", contactEmail: account.contactEmail },
        departments: [{ id: department.id, code: "ACHATS", name: "Achats" }],
      },
    ],
    next: null,
  });
  expect(ctx.queries()).toBe(1);
});

test("R-902 · a request for a workspace says which one", async () => {
  const ctx = await testContext();
  const { structure, caller, foreign } = await anApiWorld(ctx);
  const asked = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure), { access: "read" });
  await aSubscriptionRequest(ctx, await aMemberOf(ctx, foreign.structure));
  const { lines } = await findPendingSubscriptions(ctx, await proofOf(ctx, caller), everything);
  expect(lines).toMatchObject([{ id: asked.id, workspace: "SUIVI_FLUX", access: "read", department: null }]);
});

test("R-1002 · only structures that the account acts for: neither unlisted ones nor those its manager helps to manage", async () => {
  const ctx = await testContext();
  const { structure, manager } = await anApiWorld(ctx);
  const [unlisted, helped] = [await aStructure(ctx), await aStructure(ctx)];
  await aManagerOf(ctx, unlisted, { account: manager.account });
  await aManagerOf(ctx, helped, { account: manager.account, role: "secondary-manager" });
  for (const place of [unlisted, helped]) await aPendingRequest(ctx, place);
  const { attachment } = await aPendingRequest(ctx, structure);
  const restricted = await aCallerOf(ctx, unlisted, { only: [structure] });
  const seen = await findPendingAttachments(ctx, await proofOf(ctx, restricted), everything);
  expect(seen.lines.map(({ id }) => id)).toEqual([attachment.id]);
});

test("R-1012 · pages go on after the last line, however many requests are of the same microsecond or decided meanwhile", async () => {
  const ctx = await testContext();
  const { structure, caller } = await anApiWorld(ctx);
  const asked: string[] = [];
  for (let number = 0; number < 6; number++) asked.push((await aPendingRequest(ctx, structure)).attachment.id);
  // Finer than a Date can tell.
  await ctx.db.execute(
    sql`update attachments set requested_at = '2026-01-05T09:00:00.123456Z' where status = 'pending'`,
  );
  await ctx.db.execute(
    sql`update attachments set requested_at = '2026-01-05T09:00:00.123455Z' where id = ${asked.at(-1)}`,
  );
  const order = [asked.at(-1), ...asked.slice(0, -1).sort()];
  const proof = await proofOf(ctx, caller);
  const first = await findPendingAttachments(ctx, proof, { ...everything, limit: 2 });
  expect(first.lines.map(({ id }) => id)).toEqual(order.slice(0, 2));
  await ctx.db.update(attachments).set({ status: "refused" }).where(sql`id = ${order[0]}`);
  const second = await findPendingAttachments(ctx, proof, { ...everything, limit: 2, after: first.next });
  expect(second.lines.map(({ id }) => id)).toEqual(order.slice(2, 4));
  const third = await findPendingAttachments(ctx, proof, { ...everything, limit: 2, after: second.next });
  expect(third.lines.map(({ id }) => id)).toEqual(order.slice(4));
  expect(third.next).toBeNull();
});

test("R-1012 · over the wire: filter by structure, cursor, two round trips", async () => {
  const ctx = await testContext();
  const { structure, manager, caller, foreign } = await anApiWorld(ctx);
  const second = await aStructure(ctx);
  await aManagerOf(ctx, second, { account: manager.account });
  for (let number = 0; number < 2; number++) {
    const account = await anAccount(ctx);
    const request = await aPendingRequest(ctx, structure, { account });
    await aSubscriptionRequest(ctx, request);
  }
  await aPendingRequest(ctx, second);
  for (const path of ["/api/v1/attachment-requests", "/api/v1/subscription-requests"]) {
    ctx.queries();
    const page = await callApi(ctx, `GET ${path}?structureId=${structure.id}&limit=1`, caller);
    expect(ctx.queries()).toBe(2);
    expect(page.body.items).toHaveLength(1);
    const { nextCursor } = page.body;
    const next = await callApi(ctx, `GET ${path}?structureId=${structure.id}&limit=1&cursor=${nextCursor}`, caller);
    expect(next.body).toMatchObject({ items: [{ structureId: structure.id }], nextCursor: null });
    expect(next.body.items[0].id).not.toBe(page.body.items[0].id);
    // Without its filter the cursor is another list's.
    expect((await callApi(ctx, `GET ${path}?limit=1&cursor=${nextCursor}`, caller)).status).toBe(422);
    ctx.queries();
    for (const id of [foreign.structure.id, manager.account.id]) {
      const { status } = await callApi(ctx, `GET ${path}?structureId=${id}`, caller);
      expect([status, ctx.queries()]).toEqual([404, 1]);
    }
    expect((await callApi(ctx, `GET ${path}?structureId=1`, caller)).status).toBe(422);
  }
  expect((await callApi(ctx, "GET /api/v1/attachment-requests", caller)).body.items).toHaveLength(3);
});

async function proofOf(ctx: TestContext, { technicalAccountId, secretId }: TestCaller): Promise<ApiCaller> {
  const found = await findApiCaller(ctx, { technicalAccountId, secretId });
  if (found.kind !== "caller") throw new Error(found.kind);
  return found.caller;
}
