import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aCallerOf } from "@/lib/testing/api-callers";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure } from "@/lib/testing/people";

describe("GET /structures", () => {
  test("R-1012 · pages go through every structure once, in one round trip each", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    const own = [structure.id];
    for (let number = 0; number < 4; number++) {
      const more = await aStructure(ctx);
      await aManagerOf(ctx, more, { account: manager.account });
      own.push(more.id);
    }
    const seen: string[] = [];
    let path = "/api/v1/structures?limit=2";
    ctx.queries();
    for (;;) {
      const { status, body } = await callApi(ctx, `GET ${path}`, caller);
      expect(status).toBe(200);
      expect(ctx.queries()).toBe(1);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      if (body.nextCursor === null) break;
      path = `/api/v1/structures?limit=2&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    expect(seen).toEqual(own.sort());
  });

  test("it says of a structure what its manager knows, and nothing else (SEC-63)", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { body } = await callApi(ctx, "GET /api/v1/structures", caller);
    expect(body).toEqual({
      items: [
        {
          id: structure.id,
          identifierType: "SIRET",
          identifier: structure.identifier,
          legalName: structure.legalName,
          label: null,
          sector: "private",
          status: "active",
        },
      ],
      nextCursor: null,
    });
  });

  test("SEC-84 · a page is of 1 to 100 lines", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const statusOf = async (limit: string) =>
      (await callApi(ctx, `GET /api/v1/structures?limit=${limit}`, caller)).status;
    expect([await statusOf("1"), await statusOf("100")]).toEqual([200, 200]);
    for (const limit of ["0", "101", "-1", "1.5", "1e1", "", "a", "20&limit=20", "999999999999"]) {
      expect(await statusOf(limit)).toBe(422);
    }
  });
});

describe("GET /structures/{structureId}", () => {
  test("R-1012 · the sheet, in two round trips", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { label: "Atelier", email: "atelier@example.org", issuesEdi: true });
    await aManagerOf(ctx, structure);
    const caller = await aCallerOf(ctx, structure);
    ctx.queries();
    const { status, body } = await callApi(ctx, `GET /api/v1/structures/${structure.id}`, caller);
    expect(ctx.queries()).toBe(2);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: structure.id,
      identifierType: "SIRET",
      identifier: structure.identifier,
      legalName: structure.legalName,
      label: "Atelier",
      sector: "private",
      status: "active",
      email: "atelier@example.org",
      phone: null,
      tradeRegisterNumber: null,
      vatNumber: null,
      address: {
        line1: "12 rue des Lilas",
        line2: null,
        line3: null,
        postcode: "35000",
        city: "Rennes",
        country: "FR",
      },
      settings: {
        issuesEdi: true,
        receivesLifeCycleByEdi: false,
        connectionRequested: false,
        farmAccountingCentre: false,
        departmentCodeRequired: false,
        commitmentNumberRequired: false,
        commitmentOrDepartmentRequired: false,
        paymentStatusNotReported: false,
        contractingAuthority: false,
      },
    });
  });

  test("SEC-61 · a foreign, an unlisted and an unknown structure answer alike, in as many round trips", async () => {
    const ctx = await testContext();
    const { structure, manager, foreign } = await anApiWorld(ctx);
    const unlisted = await aStructure(ctx);
    await aManagerOf(ctx, unlisted, { account: manager.account });
    const helped = await aStructure(ctx);
    await aManagerOf(ctx, helped, { account: manager.account, role: "secondary-manager" });
    const caller = await aCallerOf(ctx, foreign.structure, { only: [foreign.structure] });
    ctx.queries();
    const answers = [];
    for (const id of [structure.id, unlisted.id, helped.id, randomUUID(), "not-an-id", foreign.structure.id.slice(1)]) {
      const { status, body } = await callApi(ctx, `GET /api/v1/structures/${id}`, caller);
      answers.push({ status, queries: ctx.queries(), ...body, instance: null });
    }
    expect(answers[0]).toMatchObject({ status: 404, queries: 1, code: "NOT_FOUND" });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
