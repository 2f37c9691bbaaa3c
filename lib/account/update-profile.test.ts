import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, consents, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import type { Email } from "./email";
import { findOwnProfile } from "./find-own-profile";
import { type Profile, profileFields } from "./own-profile";
import { type ProfileSave, updateProfile } from "./update-profile";

const NEW = "nouvelle@example.org" as Email;

async function someone(details: Parameters<typeof anAccount>[1] = {}) {
  const ctx = await testContext();
  const account = await anAccount(ctx, details);
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  await clearTrail(ctx);
  return { ctx, account, actor, proof };
}

/** What the form holds when nothing was touched. */
async function untouchedForm(ctx: TestContext, accountId: string): Promise<ProfileSave> {
  const shown = await findOwnProfile(ctx, { accountId });
  const edit = Object.fromEntries(profileFields.map((field) => [field, shown[field]])) as unknown as Profile;
  return { version: shown.version, edit, contactEmail: shown.contactEmail as Email, proof: null };
}

const trailOf = async (ctx: TestContext) =>
  (await ctx.db.select().from(auditEvents).orderBy(auditEvents.position)).map(({ kind, facts }) => [kind, facts]);

test("R-601 · a person saves his names, telephone, address and settings; the trail names the fields, and what was in them stands apart (R-1201, SEC-96)", async () => {
  const { ctx, account, actor } = await someone();
  const form = await untouchedForm(ctx, account.id);
  const edit: Profile = {
    ...form.edit,
    familyName: "Lefèvre",
    phone: "+33612345678",
    addressLine1: "12 rue des Lilas",
    postcode: "35000",
    city: "Rennes",
    country: "FR",
    dailyDigest: true,
    language: "en",
  };
  expect(await updateProfile(ctx, actor, { ...form, edit })).toEqual({ kind: "saved", contact: "unchanged" });
  expect(await findOwnProfile(ctx, actor)).toMatchObject(edit);
  const fields = ["familyName", "phone", "addressLine1", "postcode", "city", "country", "dailyDigest", "language"];
  expect(await trailOf(ctx)).toEqual([["profile-updated", { fields }]]);
  expect(JSON.stringify(await trailOf(ctx))).not.toContain("Lilas");
  const [kept] = await personalValuesOf(ctx, "profile-updated");
  expect(kept?.origin).toBe("192.0.2.1");
  expect(Object.keys(kept?.changes ?? {}).sort()).toEqual([...fields].sort());
  expect(kept?.changes).toMatchObject({
    familyName: { from: account.familyName, to: "Lefèvre" },
    addressLine1: { from: null, to: "12 rue des Lilas" },
    dailyDigest: { from: false, to: true },
    language: { from: "fr", to: "en" },
  });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("R-601 · a save that changes nothing leaves no trace", async () => {
  const { ctx, account, actor } = await someone();
  expect(await updateProfile(ctx, actor, await untouchedForm(ctx, account.id))).toEqual({
    kind: "saved",
    contact: "unchanged",
  });
  expect(await trailOf(ctx)).toEqual([]);
});

test("R-1204 · a survey consent is given and taken back at once, one row a change", async () => {
  const { ctx, account, actor } = await someone();
  const saveWith = async (survey: boolean) => {
    const form = await untouchedForm(ctx, account.id);
    return updateProfile(ctx, actor, { ...form, edit: { ...form.edit, survey } });
  };
  expect((await saveWith(true)).kind).toBe("saved");
  const consentAt = async () => (await ctx.db.select().from(accounts))[0]?.surveyConsentAt;
  expect(await consentAt()).toEqual(ctx.now());
  const given = ctx.now();
  ctx.moveTo("2026-01-06T09:00:00Z");
  // Saved again as it is: the moment of the consent stays.
  expect((await saveWith(true)).kind).toBe("saved");
  expect(await consentAt()).toEqual(given);
  expect((await saveWith(false)).kind).toBe("saved");
  expect(await consentAt()).toBeNull();
  const rows = await ctx.db.select().from(consents).orderBy(consents.changedAt);
  expect(rows).toMatchObject([
    { accountId: account.id, subject: "survey", given: true, changedAt: given },
    { accountId: account.id, subject: "survey", given: false, changedAt: ctx.now() },
  ]);
  expect(await trailOf(ctx)).toEqual([
    ["consent-changed", { subject: "survey", given: true }],
    ["consent-changed", { subject: "survey", given: false }],
  ]);
});

describe("M-55 · two windows of one person", () => {
  test("M-55 · the one that shows older values writes nothing over the newer ones", async () => {
    const { ctx, account, actor } = await someone();
    const [first, second] = [await untouchedForm(ctx, account.id), await untouchedForm(ctx, account.id)];
    const asFirst = { ...first, edit: { ...first.edit, city: "Rennes" } };
    const asSecond = { ...second, edit: { ...second.edit, phone: "+33612345678" } };
    expect((await updateProfile(ctx, actor, asFirst)).kind).toBe("saved");
    expect(await updateProfile(ctx, actor, asSecond)).toEqual({ kind: "stale" });
    expect(await findOwnProfile(ctx, actor)).toMatchObject({ city: "Rennes", phone: null });
    // Sent again on purpose, after the comparison.
    const { version } = await findOwnProfile(ctx, actor);
    expect((await updateProfile(ctx, actor, { ...asSecond, version })).kind).toBe("saved");
    expect(await findOwnProfile(ctx, actor)).toMatchObject({ city: null, phone: "+33612345678" });
  });

  test("M-55 · of two saves at once one is told", async () => {
    const { ctx, account, actor } = await someone();
    const form = await untouchedForm(ctx, account.id);
    const outcomes = await Promise.all(
      ["Rennes", "Brest"].map((city) => updateProfile(ctx, actor, { ...form, edit: { ...form.edit, city } })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["saved", "stale"]);
    expect(await trailOf(ctx)).toHaveLength(1);
  });

  test("M-55, R-319 · a contact address that was confirmed meanwhile makes the form old", async () => {
    const { ctx, account, actor } = await someone();
    const form = await untouchedForm(ctx, account.id);
    await ctx.db.update(accounts).set({ contactEmail: NEW }).where(eq(accounts.id, account.id));
    expect(await updateProfile(ctx, actor, form)).toEqual({ kind: "stale" });
  });
});

test("R-602, SEC-45 · a new contact address takes the password: without it nothing at all is saved", async () => {
  const { ctx, account, actor, proof } = await someone();
  const form = await untouchedForm(ctx, account.id);
  const save = { ...form, contactEmail: NEW, edit: { ...form.edit, city: "Rennes" } };
  expect(await updateProfile(ctx, actor, save)).toEqual({ kind: "password-needed" });
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(singleUseLinks)]).toEqual([0, 0]);
  expect((await findOwnProfile(ctx, actor)).city).toBeNull();

  expect(await updateProfile(ctx, actor, { ...save, proof })).toEqual({ kind: "saved", contact: "link-sent" });
  expect(await findOwnProfile(ctx, actor)).toMatchObject({
    city: "Rennes",
    // Until its own link has come back the old one counts.
    contactEmail: account.contactEmail,
    waitingContact: { email: NEW, isExpired: false },
  });
});

test("SEC-45 · a password that somebody else gave moves no contact address", async () => {
  const { ctx, account, actor } = await someone();
  const other = await aSessionOf(ctx, await anAccount(ctx));
  const foreign = await aPasswordProofOf(ctx, other.actor);
  const form = await untouchedForm(ctx, account.id);
  const save = { ...form, contactEmail: NEW, proof: foreign };
  await expect(updateProfile(ctx, actor, save)).rejects.toThrow("somebody else");
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-28 · when too many addresses were named in a day, nothing of the save is written", async () => {
  const { ctx, account, actor, proof } = await someone();
  for (let count = 0; count < 10; count++) {
    const form = await untouchedForm(ctx, account.id);
    const contactEmail = `a${count}@example.org` as Email;
    expect((await updateProfile(ctx, actor, { ...form, contactEmail, proof })).kind).toBe("saved");
  }
  const form = await untouchedForm(ctx, account.id);
  const save = { ...form, contactEmail: NEW, proof, edit: { ...form.edit, city: "Rennes" } };
  expect(await updateProfile(ctx, actor, save)).toEqual({ kind: "too-many-mails" });
  expect((await findOwnProfile(ctx, actor)).city).toBeNull();
  ctx.moveTo("2026-01-06T09:00:01Z");
  expect((await updateProfile(ctx, actor, save)).kind).toBe("saved");
});

test("R-501 · an account that was closed meanwhile is not written to", async () => {
  const { ctx, account, actor } = await someone();
  const form = await untouchedForm(ctx, account.id);
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  const save = { ...form, edit: { ...form.edit, city: "Rennes" } };
  expect(await updateProfile(ctx, actor, save)).toEqual({ kind: "stale" });
  expect((await ctx.db.select().from(accounts))[0]?.city).toBeNull();
});
