import { expect, test } from "vitest";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { chooseLogin, findLogin } from "./choose-login";

async function aNamedStructure() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  return { ctx, structure, plain: `TECH_0${structure.identifier}@api.attache.example` };
}

test("R-1003 · what is shown beforehand is what is chosen: the identifier's login, its own account no obstacle", async () => {
  const { ctx, structure, plain } = await aNamedStructure();
  await aTechnicalAccountOf(ctx, structure);
  ctx.queries();
  expect(await findLogin(ctx, structure)).toBe(plain);
  expect(ctx.queries()).toBe(1);
  expect(await inTransaction(ctx, (tx) => chooseLogin(tx, structure))).toBe(plain);
});

test.each([
  ["active", (login: string, number: number) => login.replace("@", `-${number}@`)],
  ["suspended", (login: string, number: number) => login.replace("@", `-${number}@`)],
  ["deleted", (login: string) => login],
] as const)("R-170 · a login that another structure's %s account has", async (status, expected) => {
  const { ctx, structure, plain } = await aNamedStructure();
  await aTechnicalAccountOf(ctx, await aStructure(ctx), { login: plain, status });
  const login = expected(plain, structure.number);
  expect(await findLogin(ctx, structure)).toBe(login);
  expect(await inTransaction(ctx, (tx) => chooseLogin(tx, structure))).toBe(login);
});
