import { randomUUID } from "node:crypto";
import { routes } from "@/lib/web/routes";
import { type Answer, ask } from "./support/ask";
import { aHouse, type House } from "./support/house";
import { asPerson, expectRightsToHold, pagesOfAHouse } from "./support/rights-matrix";
import { expect, test } from "./support/test";

test("SEC-60 · R-005 · every role opens exactly the pages it has a right to", async ({ portal }) => {
  test.slow();
  await expectRightsToHold(portal, await aHouse(portal));
});

test("SEC-60 · SEC-61 · another structure's pages are as if they did not exist, for its managers as for nobody", async ({
  portal,
}) => {
  test.slow();
  const house = await aHouse(portal);
  const other = await aHouse(portal);
  const absent: House["ids"] = Object.assign(
    {},
    house.ids,
    mapped(house.ids, () => randomUUID()),
  );
  for (const person of [other.primaryManager, other.member, house.requester]) {
    const open = await asPerson(portal, person);
    for (const [name, [, pathOf]] of Object.entries(pagesOfAHouse)) {
      const foreign = await open(pathOf(house.ids));
      const nothing = await open(pathOf(absent));
      expect([name, foreign.status]).toEqual([name, 404]);
      expect([name, nothing.status]).toEqual([name, 404]);
      expect(shapeOf(foreign), name).toBe(shapeOf(nothing));
    }
  }
});

test("SEC-62 · an object named together with another structure than its own is not found", async ({ portal }) => {
  const house = await aHouse(portal);
  const other = await aHouse(portal);
  const open = await asPerson(portal, house.primaryManager);
  for (const [name, [, pathOf]] of Object.entries(pagesOfAHouse)) {
    const mixed = pathOf({ ...other.ids, structure: house.ids.structure });
    if (mixed === pathOf(house.ids)) continue;
    expect([name, (await open(mixed)).status]).toEqual([name, 404]);
  }
});

test("SEC-60 · a visitor is sent to sign in, and learns nothing of what is there", async ({ portal }) => {
  const house = await aHouse(portal);
  for (const [name, [, pathOf]] of Object.entries(pagesOfAHouse)) {
    const answer = await ask(portal, pathOf(house.ids));
    expect([name, answer.status]).toEqual([name, 307]);
    expect(answer.headers.location, name).toContain("/connexion?suite=");
    expect(answer.body, name).not.toContain("Kerguelen");
  }
});

test("SEC-44 · a right that is taken away is gone at the next click", async ({ portal, database }) => {
  const house = await aHouse(portal);
  const open = await asPerson(portal, house.secondaryManager);
  expect((await open(routes.newDepartment(house.ids.structure))).status).toBe(200);
  await database.query("update attachments set role = 'member' where account_id = $1", [house.secondaryManager.id]);
  expect((await open(routes.newDepartment(house.ids.structure))).status).toBe(404);
  expect((await open(routes.structure(house.ids.structure))).status).toBe(200);
  await database.query("update attachments set status = 'suspended' where account_id = $1", [
    house.secondaryManager.id,
  ]);
  expect((await open(routes.structure(house.ids.structure))).status).toBe(404);
});

/** An answer without what differs between any two: nonces, references, the address itself. */
function shapeOf({ body }: Answer): string {
  return body
    .replaceAll(/nonce="[^"]*"|"nonce":"[^"]*"/g, "")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id")
    .replaceAll(/"(?:[\w+/=-]{20,})"/g, '""')
    .replaceAll(/<script[\s\S]*?<\/script>/g, "");
}

function mapped<Keys extends string>(record: Record<Keys, string>, make: () => string): Record<Keys, string> {
  const entries = (Object.keys(record) as Keys[]).map((key): [Keys, string] => [key, make()]);
  return Object.fromEntries(entries) as Record<Keys, string>;
}
