import { ask } from "./support/ask";
import { expect, test } from "./support/test";
import { aVisitTo, signUpSteps } from "./support/visit";

test.use({ portalKind: "open" });

const steps = ["/inscription/organisation", "/inscription/espaces", "/inscription/verification"];

test("SEC-30 · whoever skips a step is led back to the first one that is missing", async ({ portal, person }) => {
  for (const path of steps) expect((await aVisitTo(portal).open(path)).headers.location, path).toBe("/inscription");
  expect((await aVisitTo(portal).open("/inscription/recapitulatif")).headers.location).toBe("/");
  const visit = aVisitTo(portal);
  for (const [index, [path, values, sign]] of signUpSteps(person.email).entries()) {
    for (const later of steps.slice(Math.max(index - 1, 0))) {
      if (later === path) continue;
      expect((await visit.open(later)).headers.location, `${later} before ${path}`).toBe(
        index < 2 ? "/inscription" : path,
      );
    }
    await visit.send(path, values, sign);
  }
  expect((await visit.open("/inscription/recapitulatif")).status).toBe(200);
});

test("SEC-30 · role, state and structure in a form are refused, and nothing of the form is kept", async ({
  portal,
  person,
}) => {
  const visit = aVisitTo(portal);
  for (const [path, values, sign] of signUpSteps(person.email)) {
    const extras: Record<string, string>[] = [
      { role: "manager" },
      { statut: "approved" },
      { structureId: "1" },
      { "person.email": "x" },
    ];
    for (const extra of extras) {
      const before = new Map(visit.cookies);
      const answer = await visit.send(path, { ...values, ...extra }, sign);
      expect([answer.status, answer.headers.location], `${path} with ${Object.keys(extra)}`).toEqual([200, undefined]);
      expect(answer.body).toMatch(/référence [0-9a-f]{8}/);
      expect(visit.cookies).toEqual(before);
    }
    expect((await visit.send(path, values, sign)).status).toBe(303);
  }
});

test("SEC-30 · the last step sent twice, or replayed later, registers once", async ({ portal, person, database }) => {
  const visit = aVisitTo(portal);
  const all = signUpSteps(person.email);
  for (const [path, values, sign] of all.slice(0, -1)) await visit.send(path, values, sign);
  const draft = new Map(visit.cookies);
  for (let time = 0; time < 3; time++) {
    visit.cookies.clear();
    for (const [name, value] of draft) visit.cookies.set(name, value);
    const answer = await visit.send("/inscription/verification", {}, "Créer mon compte");
    expect(answer.headers.location).toBe("/inscription/recapitulatif");
  }
  const { rows } = await database.query("select 1 from registrations where email = $1", [person.email]);
  expect(rows.length).toBe(1);
});

test("SEC-30 · a draft that was altered is none", async ({ portal, person }) => {
  const visit = aVisitTo(portal);
  for (const [path, values, sign] of signUpSteps(person.email).slice(0, 3)) await visit.send(path, values, sign);
  const [[name, value] = ["", ""]] = visit.cookies;
  const altered = value.slice(0, 300) + (value[300] === "A" ? "B" : "A") + value.slice(301);
  const answer = await ask(portal, "/inscription/espaces", { headers: { Cookie: `${name}=${altered}` } });
  expect(answer.headers.location).toBe("/inscription");
});
