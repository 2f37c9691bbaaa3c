import { expect, test } from "vitest";
import { operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anInviting } from "@/lib/testing/invitations";
import { keepInvitationFile } from "./keep-invitation-file";
import { takeInvitationFile } from "./take-invitation-file";

const returnPath = "/structures";

test("R-1404 · the valid lines are taken once, however often it is confirmed", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const text = "adresse;rôle\nun@example.org;US\npas une adresse;US\ndeux@example.org;GS";
  const { fileId } = await keepInvitationFile(ctx, permit, { text, returnPath });
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => takeInvitationFile(ctx, permit, { fileId })));
  const [taken, ...more] = outcomes.filter(({ kind }) => kind === "taken");
  expect(more).toEqual([]);
  expect(taken).toMatchObject({
    invitations: [
      { email: "un@example.org", role: "member" },
      { email: "deux@example.org", role: "secondary-manager" },
    ],
  });
  expect(outcomes.filter(({ kind }) => kind === "gone")).toHaveLength(4);
  expect(await ctx.db.$count(operations)).toBe(0);
});

test("R-1404 · a file without a valid line stays, somebody else's is not there", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const other = await anInviting(ctx);
  const { fileId } = await keepInvitationFile(ctx, permit, { text: "pas une adresse", returnPath });
  expect(await takeInvitationFile(ctx, permit, { fileId })).toEqual({ kind: "nothing-valid", refused: 1 });
  expect(await takeInvitationFile(ctx, other.permit, { fileId })).toEqual({ kind: "gone" });
  expect(await takeInvitationFile(ctx, permit, { fileId: ctx.id() })).toEqual({ kind: "gone" });
});
