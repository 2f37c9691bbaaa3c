import { randomBytes, randomUUID } from "node:crypto";
import { eq, isNull } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import { appointments } from "@/drizzle/schema/attachment";
import {
  type Account,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
  PASSWORD,
} from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { aDeadMail } from "@/lib/testing/support-acts";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { databaseContent } from "./support/database-content";
import { aHouse, type House } from "./support/house";
import { freshIdentifier } from "./support/known-structures";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { behind, sessionCookieFor } from "./support/people";
import { asPerson } from "./support/rights-matrix";
import { callAction, listServerActions, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";

// One portal of its own for the file: what is compared is the whole of its database.
test.describe.configure({ mode: "default" });
let portal: LonePortal;
test.beforeAll(async () => {
  portal = await startLonePortal("portal-of-support");
});
test.afterAll(async () => portal?.stop());

/** What support may look at and act on. */
interface Matters {
  locked: string;
  protectedAccount: string;
  signedIn: string;
  deactivated: string;
  registration: string;
  request: string;
  workspaceRequest: string;
  candidate: string;
  appointment: string;
  mail: string;
}
type Fields = [string, string][];

/** Every page of the administration. */
const pages: Record<string, (ids: Matters) => string> = {
  "the overview": () => routes.administration(),
  "the accounts": () => routes.adminAccounts(),
  "the waiting registrations": () => `${routes.adminAccounts()}?etat=cree`,
  "an account": ({ locked }) => routes.adminAccount(locked),
  "a question about an account": ({ locked }) => `${routes.adminAccount(locked)}?action=debloquer`,
  "a registration": ({ registration }) => routes.adminRegistration(registration),
  "the requests": () => routes.adminRequests(),
  "a request": ({ request }) => routes.adminRequest(request),
  "the appointments": () => routes.adminAppointments(),
  "an appointment": ({ appointment }) => routes.adminAppointment(appointment),
  "the mails": () => routes.adminMails(),
  "a mail": ({ mail }) => routes.adminMail(mail),
};

const why: Fields = [
  ["reason", "Asked by telephone"],
  ["password", PASSWORD],
];
const on = (accountId: string): Fields => [["accountId", accountId], ...why];
const seen: [string, string] = ["identityCheck", "Called back"];

/** Every act of the administration, well formed. */
const acts: Record<string, (ids: Matters) => Fields> = {
  "/admin/comptes/[id] unlock": ({ locked }) => on(locked),
  "/admin/comptes/[id] startReset": ({ locked }) => [...on(locked), seen],
  "/admin/comptes/[id] removeFactors": ({ protectedAccount }) => [...on(protectedAccount), seen],
  "/admin/comptes/[id] endSessions": ({ signedIn }) => on(signedIn),
  "/admin/comptes/[id] deactivate": ({ locked }) => on(locked),
  "/admin/comptes/[id] dismiss": ({ deactivated }) => on(deactivated),
  "/admin/comptes/[id] reactivate": ({ deactivated }) => on(deactivated),
  "/admin/inscriptions/[id] resend": ({ registration }) => [["registrationId", registration], ...why],
  "/admin/courriels sendAgain": ({ mail }) => [["messageIds", mail], ...why],
  "/admin/rattachements/[id] approveRequest": ({ request }) => [["attachmentId", request], ...why],
  "/admin/rattachements/[id] refuseRequest": ({ request }) => [["attachmentId", request], ...why],
  "/admin/rattachements approveWorkspace": ({ workspaceRequest }) => [["subscriptionId", workspaceRequest], ...why],
  "/admin/rattachements refuseWorkspace": ({ workspaceRequest }) => [["subscriptionId", workspaceRequest], ...why],
  "/admin/nominations propose": ({ candidate }) => [["attachmentId", candidate], ["evidence", "Letter seen"], ...why],
  "/admin/nominations/[id] confirm": ({ appointment }) => [["appointmentId", appointment], ...why],
  "/admin/nominations/[id] decline": ({ appointment }) => [["appointmentId", appointment], ...why],
};

test("SEC-70 · every action of the administration is asked below", () => {
  const built = listServerActions().map(({ path, name }) => `${path} ${name}`);
  expect(built.filter((action) => action.startsWith("/admin")).sort()).toEqual(Object.keys(acts).sort());
});

test("SEC-60 · SEC-70 · R-1402 · every page opens for support and for nobody else, not even for support without its second factor", async () => {
  test.setTimeout(300_000);
  const ids = await matters();
  const house = await aHouse(portal);
  // His own name stands on the way to his second factor.
  const administrator = await someone({ isAdministrator: true, givenName: "Alix" });
  const asSupport = await asPerson(portal, administrator);
  for (const [name, pathOf] of Object.entries(pages)) {
    expect([name, (await asSupport(pathOf(ids))).status]).toEqual([name, 200]);
  }
  for (const [who, account] of insidersOf(house)) {
    const open = await asPerson(portal, account);
    for (const [name, pathOf] of Object.entries(pages)) {
      const answer = await open(pathOf(ids));
      expect([who, name, answer.status]).toEqual([who, name, 404]);
      expect(answer.body, name).not.toContain("Rozenn");
    }
  }
  const unproven = await cookieWithoutSecondFactor(administrator);
  for (const [name, pathOf] of Object.entries(pages)) {
    const visitor = await ask(portal, pathOf(ids));
    expect([name, visitor.status]).toEqual([name, 307]);
    expect(visitor.headers.location, name).toContain("/connexion?suite=");
    const answer = await ask(portal, pathOf(ids), { headers: { Cookie: unproven } });
    expect([name, answer.status]).toEqual([name, 307]);
    expect(answer.headers.location, name).toContain(routes.secondFactor());
    expect(answer.body, name).not.toContain("Rozenn");
  }
});

test("SEC-61 · what is not there is not found, by support as by anybody", async () => {
  const administrator = await someone({ isAdministrator: true });
  const open = await asPerson(portal, administrator);
  for (const pathOf of [routes.adminAccount, routes.adminRegistration, routes.adminMail, routes.adminRequest]) {
    for (const id of [randomUUID(), "1", "' or 1=1"]) {
      expect([pathOf(id), (await open(encodeURI(pathOf(id)))).status]).toEqual([pathOf(id), 404]);
    }
  }
});

test("SEC-04 · SEC-60 · SEC-70 · no act of support is done for anybody else, and nothing is written of it", async () => {
  test.setTimeout(300_000);
  const ids = await matters();
  const house = await aHouse(portal);
  const administrator = await someone({ isAdministrator: true });
  const cookies: [string, string | null][] = [
    ["a visitor", null],
    ["support without its second factor", await cookieWithoutSecondFactor(administrator)],
  ];
  for (const [who, account] of insidersOf(house)) cookies.push([who, await cookieOf(account)]);
  const before = await content();
  for (const [who, cookie] of cookies) {
    for (const [act, fieldsOf] of Object.entries(acts)) {
      await send(act, { fields: fieldsOf(ids), cookie });
      expect(await content(), `${act} by ${who}`).toEqual(before);
    }
  }
});

test("SEC-45 · SEC-70 · nor for support that gives no password, a wrong one, or no reason", async () => {
  test.setTimeout(300_000);
  const ids = await matters();
  for (const [act, fieldsOf] of Object.entries(acts)) {
    const fields = fieldsOf(ids);
    const lacking: Fields[] = [
      fields.filter(([name]) => name !== "password"),
      fields.map(([name, value]) => [name, name === "password" ? "not the one 1" : value]),
      fields.filter(([name]) => name !== "reason"),
      fields.map(([name, value]) => [name, name === "reason" ? "1234" : value]),
      [...fields, ["role", "primary-manager"]],
    ];
    const cookie = await cookieOf(await someone({ isAdministrator: true }));
    const before = await settled();
    for (const lacks of lacking) {
      await send(act, { fields: lacks, cookie });
      expect(await settled(), `${act}: ${JSON.stringify(lacks)}`).toEqual(before);
    }
  }
});

test("SEC-04 · SEC-70 · the same sends do what they say for support, and the trail has its reason", async () => {
  test.setTimeout(300_000);
  for (const [act, fieldsOf] of Object.entries(acts)) {
    const cookie = await cookieOf(await someone({ isAdministrator: true }));
    const ids = await matters();
    const ctx = behind(portal);
    const acted = async () => {
      const { rows } = await ctx.db.execute<{ count: string }>(
        "select count(*) from audit_events where kind = 'administrator-acted'",
      );
      return Number(rows[0]?.count);
    };
    const before = await acted();
    await send(act, { fields: fieldsOf(ids), cookie });
    expect([act, await acted()]).toEqual([act, before + 1]);
    await ctx.close();
  }
});

/** One of everything that support deals with. */
async function matters(): Promise<Matters> {
  const ctx = behind(portal);
  try {
    const locked = await someone({ lockedUntil: new Date(Date.now() + 20 * 60_000) });
    const signedIn = await someone();
    await cookieOf(signedIn);
    const protectedAccount = await someone();
    await ctx.db.execute(
      `insert into totp_authenticators (account_id, sealed_secret, created_at, confirmed_at)
       values ('${protectedAccount.id}', 'sealed', now(), now())`,
    );
    const deactivated = await someone({
      ...DEACTIVATED,
      deactivationCause: "administrator",
      reactivationRequestedAt: new Date(),
    });
    const email = anAddress();
    const { registration } = await aWaitingRegistration(ctx, { email, contactEmail: email, givenName: "Rozenn" });
    const vacant = () =>
      aStructure(ctx, {
        identifierType: "EN_COURS_IMMATRICULATION",
        identifier: freshIdentifier(),
        opened: ["SUIVI_FLUX"],
      });
    const { attachment: request } = await aPendingRequest(ctx, await vacant(), { account: await someone() });
    const member = await aMemberOf(ctx, await vacant(), { account: await someone() });
    const candidate = member.attachment;
    const workspaceRequest = await aSubscriptionRequest(ctx, member);
    const structure = await vacant();
    const { attachment: proposed } = await aMemberOf(ctx, structure, { account: await someone() });
    const appointment = ctx.id();
    await ctx.db.insert(appointments).values({
      id: appointment,
      structureId: structure.id,
      attachmentId: proposed.id,
      reason: "The manager left",
      proof: "Letter seen",
      proposedBy: (await someone({ isAdministrator: true })).id,
      proposedAt: new Date(),
    });
    const mail = await aDeadMail(ctx, { recipient: email, lastError: "550" });
    return {
      locked: locked.id,
      protectedAccount: protectedAccount.id,
      signedIn: signedIn.id,
      deactivated: deactivated.id,
      registration: registration.id,
      request: request.id,
      workspaceRequest: workspaceRequest.id,
      candidate: candidate.id,
      appointment,
      mail: mail.id,
    };
  } finally {
    await ctx.close();
  }
}

function insidersOf(house: House): [string, Account][] {
  return [
    ["a primary manager", house.primaryManager],
    ["a secondary manager", house.secondaryManager],
    ["a member", house.member],
    ["somebody who waits", house.requester],
  ];
}

function anAddress(): string {
  return `${randomBytes(6).toString("hex")}@example.org`;
}

async function someone(details: Parameters<typeof anAccount>[1] = {}): Promise<Account> {
  const ctx = behind(portal);
  const email = anAddress();
  const account = await anAccount(ctx, { email, contactEmail: email, givenName: "Rozenn", ...details });
  await ctx.close();
  return account;
}

async function cookieOf(account: Account): Promise<string> {
  const { name, value } = await sessionCookieFor(portal, account);
  return `${name}=${value}`;
}

/** An administrator's browser that gave the password alone; its routing hints promise more than the session holds. */
async function cookieWithoutSecondFactor(account: Account): Promise<string> {
  const cookie = await cookieOf(account);
  const ctx = behind(portal);
  await ctx.db.update(sessions).set({ secondFactorAt: null }).where(eq(sessions.accountId, account.id));
  await ctx.close();
  return cookie;
}

function send(act: string, { fields, cookie }: { fields: Fields; cookie: string | null }) {
  const args = [{ attempt: 0, values: {}, errors: {} }, "$K1"];
  return callAction(portal, serverAction(act), { args, fields, headers: cookie ? { Cookie: cookie } : {} });
}

/** The database without the last use of a session, which any request writes; who is signed in counts. */
async function content(): Promise<Record<string, string>> {
  const { sessions: _, ...tables } = await databaseContent(portal.databaseUrl);
  const ctx = behind(portal);
  const live = await ctx.db.$count(sessions, isNull(sessions.endedAt));
  await ctx.close();
  return { ...tables, sessions: `${live} live` };
}

/** The same without what a password that is asked for leaves behind: the tries, and a line of each. */
async function settled(): Promise<Record<string, string>> {
  const { audit_events, audit_personal_values, throttle_counters, ...tables } = await content();
  return tables;
}
