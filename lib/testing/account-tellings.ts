import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { maskEmail } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { openSession } from "@/lib/account/open-session";
import { recordEvent } from "@/lib/audit/record-event";
import type { Message } from "@/lib/outbox/message";
import type { TestContext } from "./context";
import { anAccount } from "./people";
import { aRegistration, camille, type Tell, type Telling, workshop } from "./telling";

/** What is told of an account: how one gets in, and how one is reached. */
export const accountTellings = {
  "registration-received": async (ctx) => {
    const registrationId = await aRegistration(ctx);
    return { message: { kind: "registration-received", registrationId }, recipient: camille.email };
  },
  "activation-invited": async (ctx) => {
    const registrationId = await aRegistration(ctx);
    const link = { purpose: "activation", subjectId: registrationId, email: camille.email } as const;
    const { id: linkId } = await mintLink(ctx, link);
    return { message: { kind: "activation-invited", registrationId, linkId }, recipient: camille.email };
  },
  "address-already-registered": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    return { message: { kind: "address-already-registered", accountId }, recipient: camille.email };
  },
  "account-locked": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, { ...camille, lockedUntil: new Date("2026-01-05T09:30:00Z") });
    return { message: { kind: "account-locked", accountId }, recipient: camille.email };
  },
  "contact-email-confirmation": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const email = "atelier@example.org";
    const { id: linkId } = await mintLink(ctx, { purpose: "contact-email-confirmation", subjectId: accountId, email });
    return { message: { kind: "contact-email-confirmation", accountId, linkId }, recipient: email };
  },
  "password-reset": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const { id: linkId } = await mintLink(ctx, {
      purpose: "password-reset",
      subjectId: accountId,
      email: camille.email,
    });
    return {
      message: { kind: "password-reset", accountId, linkId, byAdministrator: false },
      recipient: camille.email,
    };
  },
  "secret-question-changed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const at = ctx.now().toISOString();
    return { message: { kind: "secret-question-changed", accountId, at }, recipient: camille.email };
  },
  "password-changed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const at = ctx.now().toISOString();
    return { message: { kind: "password-changed", accountId, how: "changed", at }, recipient: camille.email };
  },
  "contact-email-changed": async (ctx) => {
    const { message, linkId } = await contactChange(ctx);
    return { message: { ...message, linkId }, recipient: workshop };
  },
  "login-email-confirmation": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const link = { purpose: "login-email-change", subjectId: accountId, email: workshop } as const;
    const { id: linkId } = await mintLink(ctx, link);
    return { message: { kind: "login-email-confirmation", accountId, linkId }, recipient: workshop };
  },
  "login-email-taken": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    return { message: { kind: "login-email-taken", accountId }, recipient: camille.email };
  },
  "login-email-changed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, { ...camille, email: workshop });
    const facts = { endedSessions: 1 };
    await recordEvent(ctx, { kind: "login-email-changed", actorId: accountId, targetId: accountId, facts });
    const message = {
      kind: "login-email-changed",
      accountId,
      from: maskEmail(camille.email),
      to: maskEmail(workshop),
    } as const;
    return { message, recipient: camille.email };
  },
  "unknown-device-signed-in": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const { sessionId } = await openSession(ctx, accountId, { origin: "192.0.2.1", userAgent: FIREFOX });
    return { message: { kind: "unknown-device-signed-in", accountId, sessionId }, recipient: camille.email };
  },
  "second-factor-guessed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const message = { kind: "second-factor-guessed", accountId, at: ctx.now().toISOString() } as const;
    return { message, recipient: camille.email };
  },
  "second-factor-changed": (ctx) => secondFactorChange(ctx, "totp-added"),
} satisfies Partial<Record<Message["kind"], Tell>>;

/** The same kinds, in the other cases they tell of. */
export const otherAccountTellings: Record<string, Tell> = {
  "password reset that support started": async (ctx) => {
    const { message, recipient } = await accountTellings["password-reset"](ctx);
    if (message.kind !== "password-reset") throw new Error("another message");
    return { message: { ...message, byAdministrator: true }, recipient };
  },
  "password reset": async (ctx) => {
    const { message, recipient } = await accountTellings["password-changed"](ctx);
    if (message.kind !== "password-changed") throw new Error("another message");
    return { message: { ...message, how: "reset" }, recipient };
  },
  "contact address that will change": async (ctx) => {
    const { message } = await contactChange(ctx);
    return { message, recipient: camille.email };
  },
  "contact address that has changed": async (ctx) => {
    const { message, accountId } = await contactChange(ctx, { isProven: true });
    await ctx.db.update(accounts).set({ contactEmail: workshop }).where(eq(accounts.id, accountId));
    return { message, recipient: camille.email };
  },
  "passkey removed": (ctx) => secondFactorChange(ctx, "passkey-removed"),
  "recovery code used": (ctx) => secondFactorChange(ctx, "recovery-code-used"),
  "second factor removed by support": (ctx) => secondFactorChange(ctx, "removed-by-administrator"),
};

/** What Firefox says of itself on Windows. */
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Camille leads her contact address from the login to the workshop's, which must confirm it unless it is proven. */
async function contactChange(ctx: TestContext, { isProven = false } = {}) {
  const { id: accountId } = await anAccount(ctx, { ...camille, contactEmail: camille.email });
  const facts = {};
  await recordEvent(ctx, { kind: "contact-email-change-requested", actorId: accountId, targetId: accountId, facts });
  const link = { purpose: "contact-email-confirmation", subjectId: accountId, email: workshop } as const;
  const linkId = isProven ? null : (await mintLink(ctx, link)).id;
  const addresses = { from: maskEmail(camille.email), to: maskEmail(workshop) };
  return {
    message: { kind: "contact-email-changed", accountId, linkId: null, ...addresses } as const,
    accountId,
    linkId,
  };
}

type SecondFactorChange = Extract<Message, { kind: "second-factor-changed" }>["change"];

async function secondFactorChange(ctx: TestContext, change: SecondFactorChange): Promise<Telling> {
  const { id: accountId } = await anAccount(ctx, camille);
  const at = ctx.now().toISOString();
  return { message: { kind: "second-factor-changed", accountId, change, at }, recipient: camille.email };
}
