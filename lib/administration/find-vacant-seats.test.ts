import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findCandidates } from "./find-candidates";
import { findVacantSeats, type SeatSearch } from "./find-vacant-seats";
import { proposeAppointment } from "./propose-appointment";

const all: SeatSearch = { text: "", sort: "vacantSince", descending: false, page: 1, pageSize: 10 };

test("R-509 · the active structures without a primary manager, the longest vacancy first, in one statement", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  await aManagerOf(ctx, await aStructure(ctx));
  await aStructure(ctx, { status: "inactive" });
  const late = await aStructure(ctx, { legalName: "Zinguerie", managerVacantSince: new Date("2026-01-04T09:00:00Z") });
  const early = await aStructure(ctx, { legalName: "Élagage", managerVacantSince: new Date("2026-01-02T09:00:00Z") });
  await aMemberOf(ctx, early, { role: "secondary-manager" });
  const { attachment } = await aPendingRequest(ctx, late);
  await proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence: "Seen" });
  ctx.queries();
  const seats = await findVacantSeats(ctx, act.administrator, all);
  expect(ctx.queries()).toBe(1);
  expect(seats.total).toBe(2);
  expect(seats.rows).toMatchObject([
    {
      structureId: early.id,
      people: 1,
      hasCandidate: true,
      appointmentId: null,
      vacantSince: early.managerVacantSince,
    },
    { structureId: late.id, people: 0, appointmentId: expect.any(String) },
  ]);
  const found = await findVacantSeats(ctx, act.administrator, { ...all, text: "ELAGAGE" });
  expect(found.rows.map(({ structureId }) => structureId)).toEqual([early.id]);
});

test("SEC-68, R-007 · of each seat it is told whether somebody can be proposed, by whoever asks", async () => {
  const ctx = await testContext();
  const own = await anAccount(ctx, { isAdministrator: true });
  const { administrator } = await aSupportAct(ctx, { account: own });
  const vacant = () => aStructure(ctx, { managerVacantSince: ctx.now() });
  const asked = async () =>
    (await findVacantSeats(ctx, administrator, all)).rows.map(({ hasCandidate }) => hasCandidate);
  const structure = await vacant();
  expect(await asked()).toEqual([false]);
  await aPendingRequest(ctx, structure, { account: own });
  await aMemberOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  expect(await asked()).toEqual([false]);
  expect((await findCandidates(ctx, administrator, { structureId: structure.id, text: "" }))?.total).toBe(0);
  await aPendingRequest(ctx, structure);
  expect(await asked()).toEqual([true]);
});

test("SEC-68 · a structure with a manager is found by its exact identifier alone, however it is typed", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const structure = await aStructure(ctx, { legalName: "Chaudronnerie" });
  await aManagerOf(ctx, structure);
  const search = async (text: string) => (await findVacantSeats(ctx, administrator, { ...all, text })).rows;
  const grouped = structure.identifier.replace(/^(.{3})(.{3})(.{3})/, "$1 $2 $3 ");
  for (const text of [structure.identifier, grouped]) {
    expect(await search(text)).toMatchObject([{ structureId: structure.id, vacantSince: null, people: 1 }]);
  }
  for (const text of ["chaudronnerie", structure.identifier.slice(0, 9)]) expect(await search(text)).toEqual([]);
  // Vacant and named by its identifier: once.
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  expect(await search(structure.identifier)).toHaveLength(1);
});
