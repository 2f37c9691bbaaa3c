import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPendingRequest, aStructure } from "@/lib/testing/people";
import { holdRequest } from "./hold-request";

test("SEC-67 · a request is read with all that its decision depends on", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES"] });
  const manager = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, structure);
  const { account, attachment } = await aPendingRequest(ctx, structure);
  const held = await inTransaction(ctx, (tx) =>
    holdRequest(tx, { structureId: structure.id, attachmentId: attachment.id }),
  );
  expect(held).toEqual({
    attachmentId: attachment.id,
    status: "pending",
    requester: {
      accountId: account.id,
      status: "active",
      fullName: `${account.givenName} ${account.familyName}`,
      contactEmail: account.contactEmail,
      language: "fr",
    },
    askedDepartments: [],
    openWorkspaces: ["FACTURES_EMISES"],
    managerIds: [manager.account.id],
  });
});

test("SEC-66 · who cancels at the same moment waits for the decision, and finds no request any more", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  const pending = ctx.db.$count(attachments, eq(attachments.status, "pending"));
  expect(await pending).toBe(1);
  let cancelling: Promise<unknown> = Promise.resolve();
  await inTransaction(ctx, async (tx) => {
    await holdRequest(tx, { structureId: structure.id, attachmentId: attachment.id });
    cancelling = ctx.db
      .update(attachments)
      .set({ status: "cancelled" })
      .where(eq(attachments.status, "pending"))
      .returning({ id: attachments.id })
      .then((rows) => expect(rows).toEqual([]));
    await tx.db.update(attachments).set({ status: "approved" }).where(eq(attachments.id, attachment.id));
  });
  await cancelling;
  const [row] = await ctx.db.select().from(attachments);
  expect(row?.status).toBe("approved");
});
