import { type Capacity, mayAs, type Right } from "@/lib/structure/rights";
import { type Account, PASSWORD } from "@/lib/testing/people";
import { databaseContent } from "./support/database-content";
import { aHouse, type House } from "./support/house";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { aSignedInPerson } from "./support/member";
import { sessionCookieFor } from "./support/people";
import { callAction, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";

// One portal of its own for the file: what is compared is the whole of its database.
test.describe.configure({ mode: "default" });
let portal: LonePortal;
test.beforeAll(async () => {
  portal = await startLonePortal("portal-of-rights");
});
test.afterAll(async () => portal?.stop());

type Fields = [string, string][];

/** Acts on a structure and its people: the right each one needs, and a well-formed send. */
const acts: Record<string, [right: Right, fields: (ids: House["ids"]) => Fields]> = {
  "/structures/[id]/utilisateurs/[attachmentId] suspend": ["manage-members", member],
  "/structures/[id]/utilisateurs/[attachmentId] detach": ["manage-members", member],
  "/structures/[id]/utilisateurs/[attachmentId] reactivate": [
    "manage-members",
    ({ structure, suspendedAttachment }) => [
      ["structureId", structure],
      ["attachmentId", suspendedAttachment],
    ],
  ],
  "/structures/[id]/utilisateurs/selection doToMany": [
    "manage-members",
    ({ structure, memberAttachment }) => [
      ["structureId", structure],
      ["action", "detacher"],
      ["rattachement", memberAttachment],
    ],
  ],
  "/structures/[id]/services/[service] remove": [
    "edit-sheet",
    ({ structure, department }) => [
      ["structureId", structure],
      ["departmentId", department],
    ],
  ],
  "/structures/[id]/espaces removeWorkspaces": [
    "manage-workspaces",
    ({ structure }) => [
      ["structureId", structure],
      ["workspaces", "FACTURES_EMISES"],
    ],
  ],
  "/structures/[id]/invitations withdraw": ["manage-members", invitation],
  "/structures/[id]/invitations resend": ["manage-members", invitation],
  "/structures/[id]/transfert transfer": ["transfer-management", (ids) => [...member(ids), ["password", PASSWORD]]],
  "/structures/[id]/desactivation deactivate": [
    "change-identifier",
    ({ structure }) => [
      ["structureId", structure],
      ["password", PASSWORD],
    ],
  ],
  "/gestionnaire/demandes/[id] approve": ["decide-requests", ({ attachmentRequest: id }) => [["attachmentId", id]]],
  "/gestionnaire/demandes/[id] refuse": [
    "decide-requests",
    ({ attachmentRequest: id }) => [
      ["attachmentId", id],
      ["reason", "Inconnu"],
    ],
  ],
  "/gestionnaire/abonnements/[id] approve": [
    "decide-requests",
    ({ subscriptionRequest: id }) => [["subscriptionId", id]],
  ],
  "/gestionnaire/abonnements/[id] refuse": [
    "decide-requests",
    ({ subscriptionRequest: id }) => [
      ["subscriptionId", id],
      ["reason", "Inutile"],
    ],
  ],
};

test("SEC-04 · SEC-60 · SEC-61 · an act is refused to whoever has no right to it there, and changes nothing", async () => {
  test.slow();
  const house = await aHouse(portal);
  const other = await aHouse(portal);
  const nobody = (await aSignedInPerson(portal)).account;
  // Support has forms of its own, which ask for a reason (SEC-70): here it is a stranger.
  const support = (await aSignedInPerson(portal, { isAdministrator: true })).account;
  const callers: [Capacity | null, Account | null][] = [
    [null, null],
    [null, nobody],
    [null, house.requester],
    [null, other.primaryManager],
    [null, support],
    ["member", house.member],
    ["secondary-manager", house.secondaryManager],
  ];
  for (const [capacity, account] of callers) {
    const cookie = account ? await cookieOf(account) : null;
    const before = await content();
    for (const [act, [right, fieldsOf]] of Object.entries(acts)) {
      if (capacity && mayAs(capacity, right)) continue;
      await send(act, { fields: fieldsOf(house.ids), cookie });
      expect(await content(), `${act} by ${capacity ?? "a stranger"}`).toEqual(before);
    }
  }
});

test("SEC-62 · ids of another structure's people under one's own structure change nothing", async () => {
  const house = await aHouse(portal);
  const other = await aHouse(portal);
  for (const [act, [, fieldsOf]] of Object.entries(acts)) {
    const fields = fieldsOf({ ...other.ids, structure: house.ids.structure });
    if (fields.every(([, value]) => !Object.values(other.ids).includes(value))) continue;
    // A password that is asked for on the way renews the session: each act has one of its own (SEC-42).
    const cookie = await cookieOf(house.primaryManager);
    const before = await content();
    await send(act, { fields, cookie });
    const { audit_events, audit_personal_values, throttle_counters, operations, operation_rows, ...after } =
      await content();
    // A password that was asked for was right, and a selection is reported row by row: only that is written down.
    expect(after, act).toEqual(
      Object.fromEntries(Object.entries(before).filter(([table]) => Object.keys(after).includes(table))),
    );
  }
});

test("SEC-04 · SEC-60 · the same sends do what they say for whoever has the right", async () => {
  for (const [act, [, fieldsOf]] of Object.entries(acts)) {
    const house = await aHouse(portal);
    const cookie = await cookieOf(house.primaryManager);
    const before = await content();
    await send(act, { fields: fieldsOf(house.ids), cookie });
    expect(await content(), act).not.toEqual(before);
  }
});

function member({ structure, memberAttachment }: House["ids"]): Fields {
  return [
    ["structureId", structure],
    ["attachmentId", memberAttachment],
  ];
}

function invitation({ structure, invitation: id }: House["ids"]): Fields {
  return [
    ["structureId", structure],
    ["invitationId", id],
  ];
}

async function send(act: string, { fields, cookie }: { fields: Fields; cookie: string | null }): Promise<void> {
  const headers: Record<string, string> = cookie ? { Cookie: cookie } : {};
  const fresh = { attempt: 0, values: {}, errors: {} };
  await callAction(portal, serverAction(act), { args: [fresh, "$K1"], fields, headers });
}

/** The database without the last use of a session, which any request writes. */
async function content(): Promise<Record<string, string>> {
  const { sessions, ...tables } = await databaseContent(portal.databaseUrl);
  return tables;
}

async function cookieOf(account: Account): Promise<string> {
  const { name, value } = await sessionCookieFor(portal, account);
  return `${name}=${value}`;
}
