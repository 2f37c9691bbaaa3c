import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { findOwnProfile } from "./find-own-profile";

test("R-601 · a person reads what he told about himself, and nobody else's", async () => {
  const ctx = await testContext();
  await anAccount(ctx, { city: "Brest" });
  const account = await anAccount(ctx, { city: "Rennes", surveyConsentAt: ctx.now(), weeklySummary: true });
  const profile = await findOwnProfile(ctx, { accountId: account.id });
  expect(profile).toMatchObject({
    email: account.email,
    contactEmail: account.contactEmail,
    city: "Rennes",
    survey: true,
    weeklySummary: true,
    dailyDigest: false,
    language: "fr",
    waitingContact: null,
  });
  // What a page receives holds no secret (SEC-05).
  expect(JSON.stringify(profile)).not.toContain("argon2");
  expect(Object.keys(profile)).not.toContain("passwordHash");
});

test("R-319 · a contact address that waits is shown with its deadline", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await aMailedLink(ctx, { purpose: "contact-email-confirmation", subjectId: account.id, email: "n@example.org" });
  const { waitingContact } = await findOwnProfile(ctx, { accountId: account.id });
  expect(waitingContact).toEqual({
    email: "n@example.org",
    expiresAt: new Date("2026-01-12T09:00:00Z"),
    isExpired: false,
  });
});

test("M-55 · what the form showed has the same sign until one of its values changes", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const versionOf = async () => (await findOwnProfile(ctx, { accountId: account.id })).version;
  const before = await versionOf();
  expect(await versionOf()).toBe(before);
  // A sign-in is no change of what the form shows.
  await ctx.db.update(accounts).set({ lastSignInAt: ctx.now() });
  expect(await versionOf()).toBe(before);
  await ctx.db.update(accounts).set({ givenName: "Dominique" });
  expect(await versionOf()).not.toBe(before);
});
