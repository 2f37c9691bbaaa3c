import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  accounts,
  passkeys,
  recoveryCodes,
  sessions,
  singleUseLinks,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type Email, parseEmail } from "@/lib/account/email";
import type { NewPassword } from "@/lib/account/password";
import { findActor } from "@/lib/attachment/find-actor";
import { chooseNewPassword } from "@/lib/recovery/choose-new-password";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { aMailedLink, secretOf } from "@/lib/testing/registrations";
import { resetAdministratorAccess } from "./reset-administrator-access";

const address = "camille@example.org";

function email(text = address): Email {
  const parsed = parseEmail(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

test("R-1402 · SEC-48 · the only administrator comes back by the operator's hand: no factor, no session, one link, all told", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, {
    email: address,
    isAdministrator: true,
    lastSignInAt: ctx.now(),
    secretQuestion: "firstPet",
    secretAnswerHash: "hash",
  });
  const at = { accountId: account.id, createdAt: ctx.now() };
  await ctx.db.insert(totpAuthenticators).values({ ...at, sealedSecret: "sealed", confirmedAt: ctx.now() });
  await ctx.db.insert(recoveryCodes).values({ ...at, position: 1, codeHash: "hash" });
  await ctx.db
    .insert(passkeys)
    .values({ ...at, id: ctx.id(), credentialId: "c", publicKey: "p", counter: 0, transports: [], label: "Clé" });
  const { secret } = await aSessionOf(ctx, account);
  await aMailedLink(ctx, { purpose: "login-email-change", subjectId: account.id, email: "thief@example.net" });

  expect(await resetAdministratorAccess(ctx, { email: email() })).toEqual({ kind: "access-reset" });
  for (const table of [totpAuthenticators, recoveryCodes, passkeys]) expect(await ctx.db.$count(table)).toBe(0);
  expect(await findActor(ctx, secret)).toBeNull();
  const links = await ctx.db.select().from(singleUseLinks);
  const live = links.filter(({ voidedAt }) => voidedAt === null);
  expect(live).toMatchObject([{ purpose: "password-reset", email: address }]);
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.filter(({ recipient }) => recipient === address).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["second-factor-changed", "password-reset"]),
  );
  const trail = await ctx.db.select().from(auditEvents).where(eq(auditEvents.targetId, account.id));
  for (const kind of ["session-ended", "second-factor-removed", "password-reset-requested"]) {
    expect(trail.filter((line) => line.kind === kind)).toMatchObject([{ actorId: null }]);
  }

  const linkSecret = await secretOf(ctx, live[0]?.id ?? "");
  const choice = { linkSecret, password: "bateau-lavoir 1889" as NewPassword, origin: "192.0.2.1" };
  expect(await chooseNewPassword(ctx, choice)).toMatchObject({
    kind: "changed",
  });
  const { actor } = await aSessionOf(ctx, account);
  expect(actor.accountId).toBe(account.id);
});

test("R-1402 · run again, the newest link works and nothing else changes; without factors it is the same", async () => {
  const ctx = await testContext();
  await anAccount(ctx, { email: address, isAdministrator: true, lastSignInAt: ctx.now() });
  for (let run = 0; run < 2; run++) {
    expect(await resetAdministratorAccess(ctx, { email: email() })).toEqual({ kind: "access-reset" });
  }
  const links = await ctx.db.select().from(singleUseLinks);
  expect(links.filter(({ voidedAt }) => voidedAt === null)).toHaveLength(1);
});

test("R-1402 · R-501 · nobody else's access is reset so: whoever is no administrator, closed or unknown keeps everything", async () => {
  const ctx = await testContext();
  const plain = await anAccount(ctx, { email: address });
  await aSessionOf(ctx, plain);
  await anAccount(ctx, { email: "gone@example.org", isAdministrator: true, ...DEACTIVATED });
  expect(await resetAdministratorAccess(ctx, { email: email() })).toEqual({ kind: "not-administrator" });
  expect(await resetAdministratorAccess(ctx, { email: email("gone@example.org") })).toEqual({ kind: "not-active" });
  expect(await resetAdministratorAccess(ctx, { email: email("nobody@example.org") })).toEqual({ kind: "unknown" });
  expect(await ctx.db.select().from(sessions)).toMatchObject([{ endedAt: null }]);
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
  expect(await ctx.db.$count(accounts)).toBe(2);
});
