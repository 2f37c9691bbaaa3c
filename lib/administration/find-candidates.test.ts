import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { CANDIDATES_SHOWN, findCandidates } from "./find-candidates";
import { proposeAppointment } from "./propose-appointment";

const everybody = ({ id }: { id: string }) => ({ structureId: id, text: "" });

test("SEC-68, R-856 · whom support may name: secondary managers, members, then who asks; each of them can be proposed", async () => {
  const ctx = await testContext();
  const support = await anAccount(ctx, { isAdministrator: true });
  const act = await aSupportAct(ctx, { account: support });
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const asking = await aPendingRequest(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const secondary = await aMemberOf(ctx, structure, { role: "secondary-manager" });
  await aMemberOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  await aMemberOf(ctx, structure, { status: "suspended" });
  await aMemberOf(ctx, structure, { account: support });
  ctx.queries();
  const found = await findCandidates(ctx, act.administrator, everybody(structure));
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({
    structureId: structure.id,
    isActive: true,
    currentManager: `${manager.account.givenName} ${manager.account.familyName}`,
    appointmentId: null,
    total: 3,
  });
  const expected = [secondary, member, asking].map(({ attachment }) => attachment.id);
  expect(found?.candidates.map(({ attachmentId }) => attachmentId)).toEqual(expected);
  const outcome = await proposeAppointment(ctx, act, { attachmentId: expected[2] ?? "", evidence: "Seen" });
  expect(outcome).toMatchObject({ kind: "proposed" });
  expect(await findCandidates(ctx, act.administrator, everybody(structure))).toMatchObject({
    appointmentId: expect.any(String),
  });
  expect(await findCandidates(ctx, act.administrator, everybody({ id: ctx.id() }))).toBeNull();
});

test("R-509 · a manager whose account is closed holds the seat no more; of very many people the first are shown", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  await Promise.all(Array.from({ length: CANDIDATES_SHOWN + 2 }, () => aPendingRequest(ctx, structure)));
  const found = await findCandidates(ctx, administrator, everybody(structure));
  expect(found?.currentManager).toBeNull();
  expect([found?.candidates.length, Number(found?.total)]).toEqual([CANDIDATES_SHOWN, CANDIDATES_SHOWN + 2]);
});

test("R-007, R-509, SEC-68 · behind the first fifty, whoever belongs there is found by name or address and proposed", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const structure = await aStructure(ctx);
  for (let n = 0; n < CANDIDATES_SHOWN; n++) await aMemberOf(ctx, structure);
  ctx.moveTo("2026-01-05T09:05:00Z");
  const account = await anAccount(ctx, { givenName: "Inès", familyName: "Aubrac", email: "ines.a@example.org" });
  const { attachment } = await aMemberOf(ctx, structure, { account });
  await aMemberOf(ctx, await aStructure(ctx), { account: await anAccount(ctx, { familyName: "Aubrac" }) });
  const search = (text: string) => findCandidates(ctx, act.administrator, { structureId: structure.id, text });
  const all = await search("");
  expect(all?.candidates.map(({ attachmentId }) => attachmentId)).not.toContain(attachment.id);
  for (const text of ["AUBRAC ines", "ines.a@example"]) {
    expect(await search(text)).toMatchObject({ total: 1, candidates: [{ attachmentId: attachment.id }] });
  }
  expect(await search("aubrac camille")).toMatchObject({ total: 0, candidates: [] });
  expect(await search("%")).toMatchObject({ total: 0 });
  const outcome = await proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence: "Seen" });
  expect(outcome).toMatchObject({ kind: "proposed" });
});
