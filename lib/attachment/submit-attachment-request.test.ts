import { expect, test } from "vitest";
import { attachments, feedEvents } from "@/drizzle/schema/attachment";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { submitAttachmentRequest } from "./submit-attachment-request";

test("R-853 · a signed-in person asks under his own name; twice at once is once (M-56)", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, await anAccount(ctx, { givenName: "Inès", familyName: "Moreau" }));
  const request = { structureId: structure.id, departmentIds: [], comment: null };
  const outcomes = await Promise.all([1, 2, 3].map(() => submitAttachmentRequest(ctx, actor, request)));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["already-attached", "already-attached", "requested"]);
  const feed = await ctx.db.select({ personName: feedEvents.personName }).from(feedEvents);
  expect(feed.map(({ personName }) => personName)).toContain("Inès Moreau");
  expect(await personalValuesOf(ctx, "attachment-requested")).toEqual([{ origin: "192.0.2.1", changes: null }]);
});

test("SEC-28 · nobody sends more than twenty requests a day", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const ask = async () => {
    const { id: structureId } = await aStructure(ctx, { opened: [] });
    return submitAttachmentRequest(ctx, actor, { structureId, departmentIds: [], comment: null });
  };
  for (let n = 0; n < 20; n++) expect(await ask()).toMatchObject({ kind: "requested" });
  expect(await ask()).toEqual({ kind: "too-many-requests" });
  expect(await ctx.db.$count(attachments)).toBe(20);
  ctx.moveTo("2026-01-06T09:00:01Z");
  expect(await ask()).toMatchObject({ kind: "requested" });
});
