import { expect } from "@playwright/test";
import { type Capacity, mayAs, type Right } from "@/lib/structure/rights";
import type { Account } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { type Answer, ask } from "./ask";
import type { House } from "./house";
import { sessionCookieFor } from "./people";
import type { Portal } from "./portals";

/** Every page and file about one structure, with the right it needs. */
export const pagesOfAHouse: Record<string, [right: Right, path: (ids: House["ids"]) => string]> = {
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
  "the technical user": ["view-sheet", ({ structure }) => routes.technicalAccount(structure)],
  "a new technical user": ["manage-technical-account", ({ structure }) => routes.newTechnicalAccount(structure)],
  "the password of the technical user": [
    "manage-technical-account",
    ({ structure }) => routes.technicalSecret(structure),
  ],
  "a new mandate": ["edit-sheet", ({ structure }) => routes.newMandate(structure)],
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

/** Who is in a house, and as what. */
const insiders: [Capacity, keyof House][] = [
  ["primary-manager", "primaryManager"],
  ["secondary-manager", "secondaryManager"],
  ["member", "member"],
];

/** Every role opens exactly the pages it has a right to (SEC-60). */
export async function expectRightsToHold(portal: Portal, house: House): Promise<void> {
  for (const [capacity, who] of insiders) {
    const open = await asPerson(portal, house[who] as Account);
    for (const [name, [right, pathOf]] of Object.entries(pagesOfAHouse)) {
      const { status } = await open(pathOf(house.ids));
      expect([capacity, name, status]).toEqual([capacity, name, mayAs(capacity, right) ? 200 : 404]);
    }
  }
}

/**
 * Opens pages as that person; a renewal of the routing hints is followed, as a browser would. Whom it leads home
 * instead was refused, and is answered for as if the page were not there.
 */
export async function asPerson(portal: Portal, account: Account): Promise<(path: string) => Promise<Answer>> {
  const { name, value } = await sessionCookieFor(portal, account);
  let cookie = value;
  return async (asked) => {
    let path = asked;
    for (let hop = 0; ; hop++) {
      const answer = await ask(portal, path, { headers: { Cookie: `${name}=${cookie}` } });
      const renewed = (answer.headers["set-cookie"] ?? [])
        .map((line) => new RegExp(`^${name}=([^;]+)`).exec(line)?.[1])
        .find(Boolean);
      if (renewed) cookie = renewed;
      const { location } = answer.headers;
      if (!location || hop > 3 || answer.status < 300 || answer.status > 399) {
        return path === asked ? answer : { ...answer, status: 404 };
      }
      if (!location.includes("/session/renouveler") && !renewed) return answer;
      const next = new URL(location, portal.url);
      path = next.pathname + next.search;
    }
  };
}
