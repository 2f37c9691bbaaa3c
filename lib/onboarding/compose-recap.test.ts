import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure, DEACTIVATED } from "@/lib/testing/people";
import type { Ready } from "./assess-draft";
import { composeRecap } from "./compose-recap";
import { personInput } from "./inputs";
import { recapSchema } from "./recap";

const until = new Date("2026-02-04T09:00:00Z");
const email = "anne@exemple.fr";
const person = personInput.parse({ email, emailAgain: email, familyName: "Martin", givenName: "Anne", terms: "on" });

test("C-20 · whoever asks to join reads the manager's first name and initial, and no more", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { legalName: "Nickel SA" });
  const account = await anAccount(ctx, { givenName: "Jean-Marc", familyName: "dupont" });
  await aManagerOf(ctx, structure, { account });
  const { identifierType, identifier } = structure;
  const recap = recapSchema.parse(await composeRecap(ctx, joining(structure), until));
  expect(recap).toEqual({
    givenName: "Anne",
    familyName: "Martin",
    email,
    activateUntil: "2026-02-04T09:00:00.000Z",
    organisation: { kind: "join", identifierType, identifier, name: "Nickel SA", manager: "Jean-Marc D." },
  });
  expect(JSON.stringify(recap)).not.toMatch(/dupont/i);
});

test("R-509 · a structure that nobody manages names nobody", async () => {
  const ctx = await testContext();
  const recap = await composeRecap(ctx, joining(await aStructure(ctx)), until);
  expect(recap.organisation).toMatchObject({ kind: "join", manager: null });
});

test("R-509 · a manager whose account is deactivated is not named", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  const recap = await composeRecap(ctx, joining(structure), until);
  expect(recap.organisation).toMatchObject({ kind: "join", manager: null });
});

test("R-322 · case D has no structure to show", async () => {
  const ctx = await testContext();
  const identity = { identifierType: "PARTICULIER", identifier: "2701201456" } as const;
  const found = { kind: "unattached", ...identity, legalName: null } as const;
  const ready: Ready = { person, found, details: null, choice: null, organisation: { kind: "none", ...identity } };
  expect((await composeRecap(ctx, ready, until)).organisation).toEqual({ kind: "none" });
});

function joining({ id, identifierType, identifier, legalName }: Awaited<ReturnType<typeof aStructure>>): Ready {
  const identity = { identifierType, identifier };
  const found = { kind: "join", ...identity, structureId: id, legalName, label: null, address: null } as const;
  return { person, found, details: null, choice: null, organisation: { kind: "join", ...identity } };
}
