import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { type Answer, ask } from "./support/ask";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { behind } from "./support/people";
import { callAction, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";

const fresh = { attempt: 0, values: {}, errors: {} };
const tooMany = /Trop de tentatives/;
const someAddress = () => `${randomBytes(6).toString("hex")}@example.org`;
const hop = () => [...randomBytes(4)].join(".");

const resend = (portal: { url: string }, email: string, headers: Record<string, string>): Promise<Answer> =>
  callAction(portal, serverAction("/renvoi-activation resend"), {
    args: [fresh, "$K1"],
    fields: [["email", email]],
    headers,
  });

test.describe("behind our proxy", () => {
  test.use({ portalKind: "open" });

  const network = `2001:db8:${randomBytes(2).toString("hex")}:1`;
  const own = `198.19.${randomBytes(1)[0]}.${randomBytes(1)[0]}`;
  const disguises: Record<string, () => Record<string, string>> = {
    "an address written in front of his own": () => ({ "X-Forwarded-For": `${hop()}, ${own}` }),
    "many addresses, and other headers": () => ({
      "X-Forwarded-For": `${Array.from({ length: 20 }, hop).join(", ")}, ${own.replace(/\d+$/, "250")}`,
      "X-Real-IP": hop(),
      "CF-Connecting-IP": hop(),
      "True-Client-IP": hop(),
      Forwarded: `for=${hop()}`,
    }),
    "another address of his IPv6 network each time": () => ({
      "X-Forwarded-For": `${network}:${randomBytes(2).toString("hex")}::${randomBytes(2).toString("hex")}`,
    }),
  };

  for (const [disguise, headers] of Object.entries(disguises)) {
    test(`SEC-10, SEC-28 · a flood in disguise is one flood: ${disguise}`, async ({ portal }) => {
      const answers = await Promise.all(Array.from({ length: 24 }, () => resend(portal, someAddress(), headers())));
      expect(answers.filter(({ body }) => tooMany.test(body)).length).toBe(4);
      // Nobody else pays for it.
      const other = await resend(portal, someAddress(), { "X-Forwarded-For": `${own.replace(/\d+$/, "251")}` });
      expect(tooMany.test(other.body)).toBe(false);
    });
  }

  test("SEC-28 · an address gets the activation mail again three times a day, from however many places", async ({
    portal,
    database,
    mailbox,
    person,
  }) => {
    const ctx = behind(portal);
    await aWaitingRegistration(ctx, { email: person.email, id: ctx.id() });
    await ctx.close();
    await Promise.all(Array.from({ length: 10 }, () => resend(portal, person.email, { "X-Forwarded-For": hop() })));
    await mailbox.waitFor(person.email, /Activez votre compte/);
    const { rows } = await database.query("select 1 from outbox_messages where recipient = $1", [person.email]);
    expect(rows.length).toBe(3);
    expect((await mailbox.mailsTo(person.email)).length).toBeLessThanOrEqual(3);
  });
});

test.describe("at a portal that trusts no proxy", () => {
  // One more server is started: its tests share it.
  test.describe.configure({ mode: "default" });
  let portal: LonePortal;
  test.beforeAll(async () => {
    portal = await startLonePortal("portal-without-proxy", { TRUSTED_PROXIES: "" });
  });
  test.afterAll(async () => portal?.stop());

  test("SEC-10 · whatever the header says, everybody counts as one origin", async () => {
    await Promise.all(Array.from({ length: 30 }, () => resend(portal, someAddress(), { "X-Forwarded-For": hop() })));
    const client = new Client({ connectionString: portal.databaseUrl });
    await client.connect();
    const { rows } = await client.query("select used from throttle_counters where key like 'resend-origin:%'");
    await client.end();
    expect(rows).toEqual([{ used: 30 }]);
  });

  test("SEC-37 · a rush of sign-ins is answered or asked to come back, and the portal lives on", async () => {
    const signIn = () =>
      callAction(portal, serverAction("/connexion signInAction"), {
        args: [fresh, "$K1"],
        fields: [
          ["email", someAddress()],
          ["password", "not the right one 1"],
        ],
      });
    const answers = await Promise.all(Array.from({ length: 100 }, signIn));
    for (const { status, headers, body } of answers) {
      const busy = headers["x-action-redirect"]?.includes("/service-occupe");
      expect(
        busy || (status === 200 && body.includes("mot de passe incorrect")),
        `${status} ${body.slice(0, 200)}`,
      ).toBe(true);
      expect(headers["set-cookie"]).toBeUndefined();
    }
    const page = await ask(portal, "/service-occupe");
    expect(page.status).toBe(503);
    expect(Number(page.headers["retry-after"])).toBeGreaterThan(0);
    expect(page.body).toContain('href="/connexion"');
    expect((await ask(portal, "/service-occupe/style.css")).headers["content-type"]).toMatch(/^text\/css/);
    expect((await ask(portal, "/api/health")).status).toBe(200);
  });
});
