import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { registrations } from "@/drizzle/schema/onboarding";
import { testContext } from "@/lib/testing/context";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { findWaitingRegistration } from "./find-waiting-registration";

test("R-402 · the holder of the link sees what S-04 shows, and nothing more", async () => {
  const ctx = await testContext();
  const details = { email: "camille@example.org", contactEmail: "accueil@example.org", phone: "+33102030405" };
  const { registration, secret } = await aWaitingRegistration(ctx, details);
  expect(await findWaitingRegistration(ctx, secret)).toEqual({
    id: registration.id,
    email: "camille@example.org",
    contactEmail: "accueil@example.org",
    familyName: "Martin",
    givenName: "Camille",
  });
});

test("R-404 · a registration that was voided is as unknown as one that never was", async () => {
  const ctx = await testContext();
  const { registration, secret } = await aWaitingRegistration(ctx);
  await ctx.db.update(registrations).set({ closedAt: ctx.now() }).where(eq(registrations.id, registration.id));
  expect(await findWaitingRegistration(ctx, secret)).toBeNull();
  expect(await findWaitingRegistration(ctx, ctx.secret())).toBeNull();
});
