import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { testContext } from "@/lib/testing/context";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findRegistrations, type RegistrationSearch } from "./find-registrations";

const everything: RegistrationSearch = { query: "", sort: "createdAt", descending: true, page: 1, pageSize: 50 };

test("R-501 · R-1207 · what waits for its activation, by name and by address; what is activated is no more listed", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const { registration } = await aWaitingRegistration(ctx, {
    email: "elodie@example.org",
    givenName: "Élodie",
    familyName: "Lefèvre",
  });
  await aWaitingRegistration(ctx, { email: "elodie@example.org.fr", givenName: "Bruno" });
  const closed = await aWaitingRegistration(ctx, { givenName: "Élodie" });
  await ctx.db.update(registrations).set({ closedAt: ctx.now() }).where(eq(registrations.id, closed.registration.id));
  const find = async (query: string) =>
    (await findRegistrations(ctx, administrator, { ...everything, query })).rows
      .map(({ givenName }) => givenName)
      .sort();
  expect(await find("")).toEqual(["Bruno", "Élodie"]);
  expect(await find("elo LEFEVRE")).toEqual(["Élodie"]);
  // A whole address is that address alone; a part of one finds more.
  expect(await find("Elodie@Example.org")).toEqual(["Élodie"]);
  expect(await find("elodie@")).toEqual(["Bruno", "Élodie"]);
  expect(await find("nobody")).toEqual([]);
  const [line] = (await findRegistrations(ctx, administrator, { ...everything, query: "elodie@example.org" })).rows;
  expect(line).toEqual({
    id: registration.id,
    email: "elodie@example.org",
    givenName: "Élodie",
    familyName: "Lefèvre",
    createdAt: ctx.now(),
    expiresAt: new Date("2026-02-04T09:00:00Z"),
  });
});

test("R-304 · sorted by each column in one statement; R-401 · a link that is void or used does not count", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  await aWaitingRegistration(ctx, { email: "b@example.org", familyName: "Étienne", givenName: "B" });
  ctx.moveTo("2026-01-06T09:00:00Z");
  const void_ = await aWaitingRegistration(ctx, { email: "c@example.org", familyName: "Zola", givenName: "C" });
  await ctx.db
    .update(singleUseLinks)
    .set({ voidedAt: ctx.now() })
    .where(eq(singleUseLinks.subjectId, void_.registration.id));
  ctx.moveTo("2026-01-07T09:00:00Z");
  await aWaitingRegistration(ctx, { email: "a@example.org", familyName: "fabre", givenName: "A" });
  ctx.queries();
  const sorted = async (sort: RegistrationSearch["sort"], descending: boolean) =>
    (await findRegistrations(ctx, administrator, { ...everything, sort, descending })).rows
      .map(({ givenName }) => givenName)
      .join("");
  expect(await sorted("createdAt", true)).toBe("ACB");
  expect(await sorted("name", false)).toBe("BAC");
  expect(await sorted("email", false)).toBe("ABC");
  expect(await sorted("expiresAt", false)).toBe("BAC");
  expect(ctx.queries()).toBe(4);
});
