import { describe, expect, test } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { telling } from "@/lib/testing/tellings";
import { mailContext, readMail } from "@/lib/testing/written-mails";

describe("N-26", () => {
  test("SEC-47, R-431 · it is true of one's own browser as well, which a reset made a stranger", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("unknown-device-signed-in")(ctx));
    expect(text).toContain("que nous ne reconnaissons pas, ou plus depuis un changement de mot de passe");
    expect(text).not.toContain("jamais");
  });
});

describe("N-26 and N-27", () => {
  test("SEC-47 · the unknown device is told by names we know, never by what it says of itself", async () => {
    const ctx = await mailContext();
    const order = await telling("unknown-device-signed-in")(ctx);
    expect((await readMail(ctx, order)).text).toContain("Date : 05/01/2026 10:00:00\nAppareil : Firefox sur Windows");
    await ctx.db.update(sessions).set({ userAgent: "You won, see evil.example", endedAt: ctx.now() });
    const { text } = await readMail(ctx, order);
    expect(text).toContain("Appareil : Appareil inconnu");
    expect(text).not.toMatch(/won|evil|192\.0\.2\.1/);
    expect(text).toContain("https://portail.example/mon-compte/sessions\n");
  });

  const changes = [
    ["totp-added", "Application d'authentification ajoutée"],
    ["totp-removed", "Application d'authentification retirée"],
    ["passkey-added", "Clé d'accès ajoutée"],
    ["passkey-removed", "Clé d'accès retirée"],
    ["recovery-codes-renewed", "Codes de secours renouvelés"],
    ["recovery-code-used", "Code de secours utilisé"],
    ["removed-by-administrator", "Double authentification retirée par le support"],
  ] as const;
  test.each(changes)("N-27 · %s: what, when, and what to do if it was somebody else", async (change, subject) => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("second-factor-changed")(ctx);
    if (message.kind !== "second-factor-changed") throw new Error("another message");
    const mail = await readMail(ctx, { message: { ...message, change }, recipient });
    expect(mail.subject).toBe(`[Attache] ${subject}`);
    expect(mail.html).toContain("<strong>05/01/2026 10:00:00</strong>");
    expect(mail.text).toContain("https://portail.example/mot-de-passe-oublie\n");
  });
});
