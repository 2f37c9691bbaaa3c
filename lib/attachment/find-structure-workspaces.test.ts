import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { findStructureWorkspaces } from "./find-structure-workspaces";
import { permitFor } from "./permit-for";

test("R-815, R-708 · the sheet counts who uses and awaits each workspace, and the chosen ones' people once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX", "FACTURES_EMISES", "ENGAGEMENTS"] });
  const both = ["SUIVI_FLUX", "ENGAGEMENTS"] as const;
  await aManagerOf(ctx, structure, { workspaces: both });
  const member = await aMemberOf(ctx, structure, { workspaces: both });
  await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure, { workspaces: [] }));
  await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure, { workspaces: [] }), { status: "refused" });
  // Other structures do not count.
  await aMemberOf(ctx, await aStructure(ctx, { opened: both }), { workspaces: both });
  const permit = permitFor((await aSessionOf(ctx, member.account)).actor, structure.id, "view-sheet");
  if (!permit) throw new Error("a member sees the sheet");
  ctx.queries();
  expect(await findStructureWorkspaces(ctx, permit, { chosen: both })).toEqual({
    opened: [
      { workspace: "ENGAGEMENTS", openedAt: ctx.now(), users: 2, waiting: 0 },
      { workspace: "FACTURES_EMISES", openedAt: ctx.now(), users: 0, waiting: 0 },
      { workspace: "SUIVI_FLUX", openedAt: ctx.now(), users: 2, waiting: 1 },
    ],
    concerned: { users: 2, waiting: 1 },
  });
  expect(ctx.queries()).toBe(1);
  expect((await findStructureWorkspaces(ctx, permit, { chosen: [] })).concerned).toEqual({ users: 0, waiting: 0 });
});
