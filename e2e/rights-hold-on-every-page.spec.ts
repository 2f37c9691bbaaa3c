import { randomUUID } from "node:crypto";
import { type Capacity, mayAs, type Right } from "@/lib/structure/rights";
import type { Account } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { type Answer, ask } from "./support/ask";
import { aHouse, type House } from "./support/house";
import { sessionCookieFor } from "./support/people";
import { expect, test } from "./support/test";

/** Every page and file about one structure, with the right it needs. */
const pages: Record<string, [right: Right, path: (ids: House["ids"]) => string]> = {
  "the sheet": ["view-sheet", ({ structure }) => routes.structure(structure)],
  "the change of identifier": ["change-identifier", ({ structure }) => routes.changeIdentifier(structure)],
  "the deactivation": ["change-identifier", ({ structure }) => routes.deactivateStructure(structure)],
  "the departments": ["view-sheet", ({ structure }) => routes.departments(structure)],
  "a new department": ["edit-sheet", ({ structure }) => routes.newDepartment(structure)],
  "a department": ["edit-sheet", ({ structure, department }) => routes.department(structure, department)],
  "the workspaces": ["view-sheet", ({ structure }) => routes.structureWorkspaces(structure)],
  "the people": ["view-sheet", ({ structure }) => routes.members(structure)],
  "one of the people": [
    "manage-members",
    ({ structure, memberAttachment }) => routes.member(structure, memberAttachment),
  ],
  "the export of the people": ["manage-members", ({ structure }) => routes.exportMembers(structure)],
  "the transfer": ["transfer-management", ({ structure }) => routes.transferManagement(structure)],
  "the invitations": ["manage-members", ({ structure }) => routes.structureInvitations(structure)],
  "a new invitation": ["manage-members", ({ structure }) => routes.newInvitation(structure)],
  "the import of invitations": ["manage-members", ({ structure }) => routes.importInvitations(structure)],
  "the documents": ["view-sheet", ({ structure }) => routes.documents(structure)],
  "the bank details": ["view-sheet", ({ structure }) => routes.bankDetails(structure)],
  "the mandates": ["view-sheet", ({ structure }) => routes.mandates(structure)],
  "a request for attachment": [
    "decide-requests",
    ({ attachmentRequest }) => routes.attachmentRequest(attachmentRequest),
  ],
  "a request for a workspace": [
    "decide-requests",
    ({ subscriptionRequest }) => routes.subscriptionRequest(subscriptionRequest),
  ],
};

const insiders: [Capacity, keyof House][] = [
  ["primary-manager", "primaryManager"],
  ["secondary-manager", "secondaryManager"],
  ["member", "member"],
];

test("SEC-60 · R-005 · every role opens exactly the pages it has a right to", async ({ portal }) => {
  test.slow();
  const house = await aHouse(portal);
  for (const [capacity, who] of insiders) {
    const open = await asPerson(portal, house[who] as Account);
    for (const [name, [right, pathOf]] of Object.entries(pages)) {
      const { status } = await open(pathOf(house.ids));
      expect([capacity, name, status]).toEqual([capacity, name, mayAs(capacity, right) ? 200 : 404]);
    }
  }
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
    for (const [name, [, pathOf]] of Object.entries(pages)) {
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
  for (const [name, [, pathOf]] of Object.entries(pages)) {
    const mixed = pathOf({ ...other.ids, structure: house.ids.structure });
    if (mixed === pathOf(house.ids)) continue;
    expect([name, (await open(mixed)).status]).toEqual([name, 404]);
  }
});

test("SEC-60 · a visitor is sent to sign in, and learns nothing of what is there", async ({ portal }) => {
  const house = await aHouse(portal);
  for (const [name, [, pathOf]] of Object.entries(pages)) {
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

/** Opens pages as that person; a renewal of the routing hints is followed, as a browser would. */
async function asPerson(
  portal: Parameters<typeof sessionCookieFor>[0],
  account: Account,
): Promise<(path: string) => Promise<Answer>> {
  const { name, value } = await sessionCookieFor(portal, account);
  let cookie = value;
  return async (path) => {
    for (let hop = 0; ; hop++) {
      const answer = await ask(portal, path, { headers: { Cookie: `${name}=${cookie}` } });
      const renewed = (answer.headers["set-cookie"] ?? [])
        .map((line) => new RegExp(`^${name}=([^;]+)`).exec(line)?.[1])
        .find(Boolean);
      if (renewed) cookie = renewed;
      const { location } = answer.headers;
      if (!location || hop > 3 || answer.status < 300 || answer.status > 399) return answer;
      if (!location.includes("/session/renouveler") && !renewed) return answer;
      const next = new URL(location, portal.url);
      path = next.pathname + next.search;
    }
  };
}

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
