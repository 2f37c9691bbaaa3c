import { randomBytes } from "node:crypto";
import { PASSWORD } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { type Answer, cookiesSetBy } from "./support/ask";
import { aSignedInPerson } from "./support/member";
import { behind } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";
import { aVisitTo, signUpSteps } from "./support/visit";

// The forms are sent without scripts, so the check against robots is off.
test.use({ portalKind: "open" });

type Kind = "unknown" | "active" | "deactivated" | "waiting" | "erased";
const kinds: Kind[] = ["unknown", "active", "deactivated", "waiting", "erased"];

test("SEC-22 · signing in with a wrong password says the same of every address", async ({ portal }) => {
  const answers = await eachKind(portal, async (email) =>
    aVisitTo(portal).send("/connexion", { email, password: "not the right one 1" }),
  );
  expect(answers.unknown.status).toBe(200);
  expectAlike(answers);
});

test("SEC-22 · asking for the activation mail again says the same of every address", async ({ portal }) => {
  const answers = await eachKind(portal, async (email) => aVisitTo(portal).send("/renvoi-activation", { email }));
  expect(answers.unknown.body).toContain('role="status"');
  expectAlike(answers);
});

test("SEC-22, SEC-50 · the lost password, its question and a wrong answer say the same of every address", async ({
  portal,
}) => {
  test.slow();
  const question = "/mot-de-passe-oublie/question";
  const visits = await eachKind(portal, async (email) => {
    const visit = aVisitTo(portal);
    return [
      await visit.send("/mot-de-passe-oublie", { email }),
      await visit.open(question),
      await visit.send(question, { secretAnswer: "not the right one" }),
    ];
  });
  expect(visits.unknown[0]?.headers.location).toBe(question);
  expect(visits.unknown[1]?.body).toContain("Question secrète\u00a0: ");
  expect(visits.unknown[2]?.body).toContain("La réponse ne correspond pas à celle enregistrée.");
  for (const step of visits.unknown.keys()) {
    expectAlike(Object.fromEntries(kinds.map((kind) => [kind, visits[kind][step]])));
  }
});

test("SEC-22 · every step of the registration and its recap say the same of every address", async ({ portal }) => {
  test.slow();
  const visits = await eachKind(portal, async (email) => {
    const visit = aVisitTo(portal);
    const answers: Answer[] = [];
    for (const [path, values, sign] of signUpSteps(email, "73282932000074"))
      answers.push(await visit.send(path, values, sign));
    answers.push(await visit.open("/inscription/recapitulatif"));
    return answers;
  });
  expect(visits.unknown.map(({ headers }) => headers.location)).toEqual([
    "/inscription",
    "/inscription/organisation",
    "/inscription/espaces",
    "/inscription/verification",
    "/inscription/recapitulatif",
    undefined,
  ]);
  expect(visits.unknown.at(-1)?.body).toContain("votre compte a été créé avec succès");
  for (const step of visits.unknown.keys()) {
    expectAlike(Object.fromEntries(kinds.map((kind) => [kind, visits[kind][step]])));
  }
});

test("SEC-22 · the right password is told apart only by whoever has it: waiting and erased stay unknown", async ({
  portal,
}) => {
  const answers = await eachKind(portal, async (email) =>
    aVisitTo(portal).send("/connexion", { email, password: PASSWORD }),
  );
  expectAlike({ unknown: answers.unknown, waiting: answers.waiting, erased: answers.erased });
});

/** Does the same with an address of each kind; all addresses are of one length. */
async function eachKind<Result>(
  portal: Portal,
  act: (email: string) => Promise<Result>,
): Promise<Record<Kind, Result>> {
  const results: [Kind, Result][] = [];
  for (const kind of kinds) {
    const email = `camille.${randomBytes(6).toString("hex")}@example.org`;
    if (kind === "waiting") {
      const ctx = behind(portal);
      await aWaitingRegistration(ctx, { email, id: ctx.id() });
      await ctx.close();
    } else if (kind !== "unknown") await aSignedInPersonOf(portal, email, kind);
    results.push([kind, await act(email)]);
  }
  // Every kind was just put there.
  return Object.fromEntries(results) as Record<Kind, Result>;
}

async function aSignedInPersonOf(portal: Portal, email: string, status: "active" | "deactivated" | "erased") {
  const { account } = await aSignedInPerson(portal, { email });
  if (status === "active") return;
  const ctx = behind(portal);
  await ctx.db.execute(`update accounts set status = '${status}', deactivated_at = now(),
    deactivation_cause = 'own-wish' where id = '${account.id}'`);
  await ctx.close();
}

/** Same status, same way on, same bytes, same cookies of the same class of size; only what differs for everybody may. */
function expectAlike(answers: Record<string, Answer | undefined>): void {
  const [first, ...others] = Object.entries(answers).map(([kind, answer]) => ({ kind, ...seen(answer) }));
  if (!first) throw new Error("nothing to compare");
  for (const { kind, sizes, body, payload, ...other } of others) {
    const what = `${kind} beside ${first.kind}`;
    expect(other, what).toEqual({ status: first.status, headers: first.headers, cookies: first.cookies });
    expect(firstDifference(body, first.body), what).toBe("");
    expect(firstDifference(payload, first.payload), `the payload of ${what}`).toBe("");
    // What is sealed is packed first: a random id makes it a few characters longer or shorter.
    for (const [index, size] of sizes.entries()) {
      expect(Math.abs(size - (first.sizes[index] ?? 0)), what).toBeLessThan(60);
    }
  }
}

/** What the scripts of a page carry: in which order and portions it comes depends on the moment. */
function wordsOf(html: string): string {
  const scripts = html.match(/(?<=<script\b[^>]*>).*?(?=<\/script>)/gs) ?? [];
  const payload = scripts.map((script) => script.replace(/^self\.__next_f\.push\(\[1,"|"\]\)$/g, "")).join("");
  return payload
    .split(/[^\p{L}\p{N}@.-]+/u)
    .sort()
    .join(" ");
}

/** A page is too long to be shown whole when two of them differ. */
function firstDifference(one: string, other: string): string {
  if (one === other) return "";
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return `${one.slice(at - 80, at + 80)} ≠ ${other.slice(at - 80, at + 80)}`;
}

function seen(answer: Answer | undefined) {
  if (!answer) throw new Error("no answer");
  const constant = (text: string) =>
    text
      .replace(/camille\.[0-9a-f]{12}/g, "camille.x")
      .replace(/[A-Za-z0-9+/]{46,50}={0,2}(?=["'\\])/g, "nonce")
      // One of the twelve, whoever asks.
      .replace(/Question secrète\s: [^<"\\]+/g, "Question secrète")
      .replace(/\d\d:\d\d(:\d\d)?/g, "time");
  const { "content-security-policy": policy, "set-cookie": _cookies, date: _date, link, ...headers } = answer.headers;
  const cookies = [...cookiesSetBy(answer)];
  return {
    status: answer.status,
    headers: {
      ...headers,
      policy: constant(String(policy)),
      link: constant(String(link)).replace(/nonce="[^"]*"/g, ""),
    },
    body: constant(answer.body).replace(/<script\b.*?<\/script>/gs, ""),
    payload: wordsOf(constant(answer.body)),
    cookies: cookies.map(([name, { attributes }]) => [name, attributes.filter((one) => !one.startsWith("Expires="))]),
    sizes: cookies.map(([, { value }]) => value.length),
  };
}
