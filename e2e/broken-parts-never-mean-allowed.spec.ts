import { PASSWORD } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { type Answer, ask } from "./support/ask";
import { databaseContent } from "./support/database-content";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { aSignedInMember, aSignedInPerson } from "./support/member";
import { behind } from "./support/people";
import { sentencesIn } from "./support/sentences";
import { callAction, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";
import { startTurnstileStandIn, type TurnstileStandIn } from "./support/turnstile-stand-in";

const fresh = { attempt: 0, values: {}, errors: {} };
const { "M-18": refused, "M-34": received, "M-61": unavailable } = sentencesIn("fr", "messages");

const resend = (portal: { url: string }, email: string, tokens: string[]): Promise<Answer> =>
  callAction(portal, serverAction("/renvoi-activation resend"), {
    args: [fresh, "$K1"],
    fields: [["email", email], ...tokens.map((token): [string, string] => ["cf-turnstile-response", token])],
  });

test("SEC-29 · a token counts once, for its own act, on this host; none, two or an old one do not count", async ({
  portal,
  person,
}) => {
  const good = `ok-resend-activation-${person.email.slice(8, 20)}`;
  const worthless: Record<string, string[]> = {
    none: [],
    empty: [""],
    invented: ["x"],
    two: [`${good}1`, `${good}2`],
    old: [`expired-${good}`],
    "of another act": [good.replace("resend-activation", "sign-in")],
    "of another host": [`${good}@evil.example`],
    endless: ["x".repeat(100_000)],
  };
  for (const [what, tokens] of Object.entries(worthless)) {
    expect((await resend(portal, person.email, tokens)).body, what).toContain(refused);
  }
  expect((await resend(portal, person.email, [good])).body).toContain(received);
  expect((await resend(portal, person.email, [good])).body, "used twice").toContain(refused);
});

test.describe("at a portal whose neighbours are gone", () => {
  // One more server is started: its tests share it, and the last one takes its database away.
  test.describe.configure({ mode: "default" });
  let portal: LonePortal;
  let turnstile: TurnstileStandIn;
  test.beforeAll(async () => {
    turnstile = await startTurnstileStandIn();
    portal = await startLonePortal("portal-of-broken-parts", {
      TURNSTILE: "on",
      TURNSTILE_SITE_KEY: "journey-site-key",
      TURNSTILE_SECRET_KEY: "journey-secret-key",
      // It would answer, at an address that is not public.
      TURNSTILE_VERIFY_URL: turnstile.url,
      PRIVATE_HOSTS: "",
      DIRECTORY: "insee",
      INSEE_API_URL: "http://127.0.0.1:9",
      INSEE_API_KEY: "journey-key",
    });
  });
  test.afterAll(async () => {
    await portal?.stop();
    await turnstile?.close();
  });

  test("SEC-12, SEC-18, SEC-29 · nobody passes as a human while nobody may be asked", async ({ person }) => {
    const ctx = behind(portal);
    await aWaitingRegistration(ctx, { email: person.email, id: ctx.id() });
    await ctx.close();
    const before = await databaseContent(portal.databaseUrl);
    expect((await resend(portal, person.email, ["ok-resend-activation-x"])).body).toContain(unavailable);
    expect(turnstile.asked()).toEqual([]);
    expect(await databaseContent(portal.databaseUrl)).toEqual(before);
  });

  test("SEC-18 · without the database nobody is signed in, nothing is shown, and every answer is a calm one", async () => {
    const member = await aSignedInMember(portal);
    const { account } = await aSignedInPerson(portal);
    expect((await ask(portal, "/accueil", { headers: { Cookie: member.cookie } })).status).toBe(200);
    await portal.loseDatabase();

    const health = await ask(portal, "/api/health");
    expect([health.status, health.body]).toEqual([503, '{"status":"database-down"}']);
    const token = await ask(portal, "/api/oauth/token", {
      method: "POST",
      body: "grant_type=client_credentials&client_id=TECH_0&client_secret=x",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    expect([token.status, JSON.parse(token.body).error]).toEqual([503, "temporarily_unavailable"]);
    expectCalm(token, "a token");
    for (const path of ["/accueil", "/mon-compte", "/espaces/factures-emises", "/session/renouveler"]) {
      const answer = await ask(portal, path, { headers: { Cookie: member.cookie } });
      expect(answer.status, path).toBe(500);
      expectCalm(answer, path);
      expect(answer.body.includes(member.structure.legalName), path).toBe(false);
    }
    const signIn = await callAction(portal, serverAction("/connexion signInAction"), {
      args: [fresh, "$K1"],
      fields: [
        ["email", account.email],
        ["password", PASSWORD],
      ],
    });
    expect(signIn.headers["set-cookie"]).toBeUndefined();
    expect(signIn.body).toMatch(/référence [0-9a-f]{8}/);
    expectCalm(signIn, "sign-in");
    // What needs no database still stands.
    expect((await ask(portal, "/connexion")).status).toBe(200);
  });
});

function expectCalm({ body }: Answer, what: string): void {
  expect(/node_modules|\.tsx?:\d+|\.js:\d+|ECONN|DrizzleQueryError|Failed query|select .* from /.test(body), what).toBe(
    false,
  );
}
