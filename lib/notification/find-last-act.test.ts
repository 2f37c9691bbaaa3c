import { expect, test } from "vitest";
import { recordEvent } from "@/lib/audit/record-event";
import { testContext } from "@/lib/testing/context";
import { findLastAct } from "./find-last-act";

test("R-1201 · the last act of those kinds on that account is found, and no other", async () => {
  const ctx = await testContext();
  const [targetId, somebodyElse] = [ctx.id(), ctx.id()];
  const facts = { by: "owner", managesAgain: [] } as { by: "owner"; managesAgain: string[] };
  const reactivated = (target: string) =>
    recordEvent(ctx, { kind: "account-reactivated", actorId: target, targetId: target, facts });
  await reactivated(targetId);
  ctx.moveTo("2026-02-05T09:00:00Z");
  await reactivated(targetId);
  ctx.moveTo("2026-03-05T09:00:00Z");
  await reactivated(somebodyElse);
  await recordEvent(ctx, { kind: "account-unlocked", actorId: null, targetId, facts: {} });

  const found = await findLastAct(ctx, { targetId, kinds: ["account-reactivated"] });
  expect(found).toEqual({ at: new Date("2026-02-05T09:00:00Z"), actorId: targetId });
  expect(await findLastAct(ctx, { targetId, kinds: ["password-changed"] })).toBeNull();
});
