import { eq } from "drizzle-orm";
import {
  accounts,
  knownDevices,
  passkeyChallenges,
  passkeys,
  recoveryCodes,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import {
  appointments,
  attachmentDepartments,
  attachments,
  feedEvents,
  invitations,
  structureHistory,
} from "@/drizzle/schema/attachment";
import { bankDetails, documents, mandates } from "@/drizzle/schema/document";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, formerIdentifiers } from "@/drizzle/schema/structure";
import { mintLink } from "@/lib/account/mint-link";
import { tellFeed } from "@/lib/attachment/tell-feed";
import { recordEvent } from "@/lib/audit/record-event";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import {
  type Account,
  type Attached,
  aManagerOf,
  aMemberOf,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  type Structure,
} from "./people";
import { anActivation, aWaitingRegistration } from "./registrations";

/** Somebody with a long past, and where he left it. */
export interface WholeLife {
  account: Account;
  structures: Record<"led" | "joined" | "asked" | "guest" | "himself", Structure>;
  /** Who leads the structure that he joined. */
  manager: Attached;
}

/** The name of the person below. */
const names = ["Perceval", "Kerguelen-Quimper"];
const login = "perceval.login@example.org";
const formerLogin = "perceval.first@example.org";
const contact = "perceval.contact@example.org";
const formerContact = "perceval.former@example.org";
/** What tells who the person below is, or is secret of his: each stands somewhere in the database. */
export const canaries = [
  ...names,
  login,
  formerLogin,
  contact,
  formerContact,
  "+33199887766",
  "17 impasse du Canari",
  "Bâtiment Serin",
  "Hameau du Perroquet",
  "29970",
  "Plouescat-du-Canari",
  "198.51.100.77",
  "Canary browser",
  "canary-comment",
  "canary-refusal",
  "canary-reason",
  "canary-proof",
  "canary-passkey",
  "canary-document",
  "canary-totp",
  "canary-code",
  "canary-credential",
  "canary-words",
  "canary-former-phone",
  "canary-former-sheet",
  "canary-former-department",
  "2999977701",
  "2999977702",
  "3 venelle du Canari",
  "Escalier Bouvreuil",
  "perceval.pro@example.org",
  "+33199887755",
  "canary-holder",
  "canary-sealed-iban",
  "canary-rib",
  "canary-department",
  "canary-mandate",
  "Perdican",
  "canary-registration-words",
  "198.51.100.78",
  "canary-refused",
];

/**
 * A person who has done everything that leaves a trace: an account with every means of signing in, structures that he
 * leads, belongs to and asks for, an invitation, words of others about him, files, lists, mails, and former addresses.
 */
export async function aWholeLife(ctx: Context): Promise<WholeLife> {
  const { registration, secret } = await aWaitingRegistration(ctx, {
    email: formerLogin,
    givenName: "Perceval",
    familyName: "Kerguelen-Quimper",
    phone: "+33199887766",
    contactEmail: formerContact,
    surveyConsentAt: ctx.now(),
  });
  const browser = { origin: "198.51.100.77", userAgent: "Canary browser" };
  const activated = await activateAccount(ctx, { ...anActivation(secret), browser });
  if (activated.kind !== "activated") throw new Error(activated.kind);
  const [made] = await ctx.db.select().from(accounts).where(eq(accounts.email, formerLogin));
  if (!made) throw new Error("no account");
  const id = made.id;
  await ctx.db
    .update(accounts)
    .set({
      email: login,
      contactEmail: contact,
      addressLine1: "17 impasse du Canari",
      addressLine2: "Bâtiment Serin",
      addressLine3: "Hameau du Perroquet",
      postcode: "29970",
      city: "Plouescat-du-Canari",
      country: "FR",
      dailyDigest: true,
      lastSignInAt: ctx.now(),
      previousSignInAt: ctx.now(),
    })
    .where(eq(accounts.id, id));
  const account = { ...made, email: login, contactEmail: contact };
  const session = await aSessionOf(ctx, account);
  const now = ctx.now();

  await ctx.db.insert(totpAuthenticators).values({ accountId: id, sealedSecret: "canary-totp", createdAt: now });
  await ctx.db.insert(recoveryCodes).values({ accountId: id, position: 1, codeHash: "canary-code", createdAt: now });
  await ctx.db.insert(passkeys).values({
    id: ctx.id(),
    accountId: id,
    credentialId: "canary-credential",
    publicKey: "key",
    counter: 0,
    transports: [],
    label: "canary-passkey",
    createdAt: now,
  });
  await ctx.db
    .insert(passkeyChallenges)
    .values({ sessionId: session.sessionId, challenge: "challenge", purpose: "enrolment", expiresAt: now });
  await ctx.db.insert(knownDevices).values({ accountId: id, deviceHash: "device", lastUsedAt: now });
  await mintLink(ctx, { purpose: "contact-email-confirmation", subjectId: id, email: contact });

  const led = await aStructure(ctx);
  await aManagerOf(ctx, led, { account });
  const joined = await aStructure(ctx);
  const manager = await aManagerOf(ctx, joined);
  const { attachment: member } = await aMemberOf(ctx, joined, { account });
  const asked = await aStructure(ctx);
  await aManagerOf(ctx, asked);
  const { attachment: waiting } = await aPendingRequest(ctx, asked, { account });
  await aSubscriptionRequest(
    ctx,
    { account, attachment: member },
    { comment: "canary-comment", refusalReason: "canary-refusal" },
  );
  await ctx.db
    .update(attachments)
    .set({ comment: "canary-comment", refusalReason: "canary-refusal" })
    .where(eq(attachments.accountId, id));
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: asked.id, code: "ACHATS", name: "Achats", validFrom: "2020-01-01" });
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: waiting.id, departmentId, status: "pending", requestedAt: now, comment: "canary-comment" });
  await ctx.db.insert(structureHistory).values({
    id: ctx.id(),
    structureId: joined.id,
    happenedAt: now,
    kind: "attachment-refused",
    actorId: manager.account.id,
    subjectId: id,
    targetId: member.id,
    reason: "canary-reason",
  });
  await ctx.db.insert(appointments).values({
    id: ctx.id(),
    structureId: joined.id,
    attachmentId: member.id,
    reason: "canary-reason",
    proof: "canary-proof",
    proposedBy: manager.account.id,
    proposedAt: now,
  });
  const guest = await aStructure(ctx);
  const host = await aManagerOf(ctx, guest);
  await ctx.db.insert(invitations).values({
    id: ctx.id(),
    structureId: guest.id,
    email: login,
    role: "member",
    permissions: { departmentIds: [], workspaces: [] },
    invitedBy: host.account.id,
    invitedAt: now,
    sentAt: now,
    expiresAt: new Date("2026-02-04T09:00:00Z"),
  });

  const fullName = names.join(" ");
  const himself = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2999977701",
    legalName: fullName,
    label: fullName,
    addressLine1: "3 venelle du Canari",
    addressLine2: "Escalier Bouvreuil",
    postcode: "29970",
    city: "Plouescat-du-Canari",
    email: "perceval.pro@example.org",
    phone: "+33199887755",
  });
  await aManagerOf(ctx, himself, { account });
  await ctx.db.insert(formerIdentifiers).values({
    id: ctx.id(),
    structureId: himself.id,
    identifierType: "PARTICULIER",
    identifier: "2999977702",
    replacedAt: now,
  });
  await ctx.db.insert(bankDetails).values({
    structureId: himself.id,
    holder: "canary-holder",
    sealedIban: "canary-sealed-iban",
    ibanEnd: "0189",
    savedAt: now,
  });
  await ctx.db.insert(departments).values({
    id: ctx.id(),
    structureId: himself.id,
    code: "CANARI",
    name: "canary-department",
    description: "canary-department",
    validFrom: "2020-01-01",
  });
  await ctx.db.insert(documents).values({
    id: ctx.id(),
    structureId: himself.id,
    type: "bank-details",
    label: "canary-rib",
    fileName: "canary-rib.pdf",
    mediaType: "application/pdf",
    size: 3,
    storageKey: `documents/${ctx.id()}`,
    addedBy: id,
    addedAt: now,
  });
  await ctx.db.insert(mandates).values({
    id: ctx.id(),
    structureId: himself.id,
    mandatedStructureId: joined.id,
    label: "canary-mandate",
    signedBy: id,
    signedAt: now,
    declarationVersion: "2026-11",
  });
  // What support wrote when it acted on him, or on what he asked for.
  for (const targetId of [id, member.id]) {
    await recordEvent(
      ctx,
      { kind: "administrator-acted", actorId: manager.account.id, targetId, facts: { act: "start-reset" } },
      { words: "canary-words" },
    );
  }
  // What was replaced, of him and of the structure that he is, by whoever acted for it once.
  await recordEvent(
    ctx,
    { kind: "profile-updated", actorId: id, targetId: id, facts: { fields: ["phone"] } },
    { changes: { phone: { from: "canary-former-phone", to: null } } },
  );
  await aMemberOf(ctx, himself, { account: manager.account, status: "ended", workspaces: [] });
  const helped = { actorId: manager.account.id, facts: { structureId: himself.id, fields: ["name"] } };
  await recordEvent(
    ctx,
    { kind: "structure-updated", ...helped, targetId: himself.id },
    { changes: { label: { from: "canary-former-sheet", to: null } } },
  );
  await recordEvent(
    ctx,
    { kind: "department-updated", ...helped, targetId: ctx.id() },
    { changes: { name: { from: "canary-former-department", to: null } } },
  );
  await ctx.db.insert(feedEvents).values([
    {
      id: ctx.id(),
      accountId: id,
      structureId: joined.id,
      kind: "attachment-approved",
      personName: "Dominique Petit",
      happenedAt: now,
    },
    {
      id: ctx.id(),
      accountId: manager.account.id,
      structureId: joined.id,
      kind: "attachment-requested-by",
      personName: fullName,
      happenedAt: now,
    },
    {
      id: ctx.id(),
      accountId: host.account.id,
      structureId: guest.id,
      kind: "invitation-declined-by",
      personName: fullName,
      happenedAt: now,
    },
  ]);
  const anOperation = async (accountId: string, label: string, target: object) => {
    const operation = {
      id: ctx.id(),
      accountId,
      kind: "members-detach",
      request: {},
      returnPath: "/",
      total: 1,
      createdAt: now,
    };
    await ctx.db.insert(operations).values(operation);
    await ctx.db.insert(operationRows).values({ operationId: operation.id, position: 1, target, label });
  };
  await anOperation(id, "Dominique Petit", { attachmentId: ctx.id() });
  await anOperation(manager.account.id, `${fullName} (membre)`, { attachmentId: member.id });
  await anOperation(host.account.id, login, { email: login });
  await ctx.db.insert(documents).values({
    id: ctx.id(),
    accountId: id,
    type: "other",
    label: "canary-document",
    fileName: "canary-document.pdf",
    mediaType: "application/pdf",
    size: 3,
    storageKey: `documents/${ctx.id()}`,
    addedBy: id,
    addedAt: now,
  });

  const linkId = ctx.id();
  const mail = (event: string, recipient: string) => ({ event, recipient, language: "fr" as const });
  await enqueue(ctx, [
    {
      ...mail("a", contact),
      message: { kind: "attachment-decided", attachmentId: member.id, decision: "approved", deciderId: null },
    },
    {
      ...mail("b", formerContact),
      message: { kind: "contact-email-changed", accountId: id, linkId, from: "perceval.f•••", to: "perceval.c•••" },
    },
    { ...mail("c", login), message: { kind: "account-reactivated", accountId: id } },
    { ...mail("c", contact), message: { kind: "account-reactivated", accountId: id } },
    {
      ...mail("d", formerLogin),
      message: { kind: "login-email-changed", accountId: id, from: "perceval.f•••", to: "perceval.l•••" },
    },
  ]);
  await ctx.db
    .update(outboxMessages)
    .set({ lastError: `550 ${login} unknown` })
    .where(eq(outboxMessages.recipient, login));
  const origin = "198.51.100.77";
  const event = { actorId: id, targetId: id, facts: { sessionId: session.sessionId } };
  await recordEvent(ctx, { kind: "signed-in", ...event }, { origin });
  await recordEvent(
    ctx,
    { kind: "sign-in-failed", actorId: null, targetId: id, facts: { reason: "closed" } },
    { origin, email: login },
  );
  await recordEvent(
    ctx,
    { kind: "sign-in-failed", actorId: null, targetId: null, facts: { reason: "closed" } },
    { email: login },
  );
  await ctx.db.insert(mandates).values({
    id: ctx.id(),
    structureId: led.id,
    mandatedStructureId: joined.id,
    label: "Facturation",
    signedBy: id,
    signedAt: now,
    declarationVersion: "2026-11",
  });
  await aFormerSelf(ctx, { accountId: id, registrationId: registration.id });
  return {
    account: { ...account, givenName: "Perceval" },
    structures: { led, joined, asked, guest, himself },
    manager,
  };
}

/** Who he was before: under another name and another login, refused once, invited under the address that he left. */
async function aFormerSelf(
  ctx: Context,
  { accountId, registrationId }: { accountId: string; registrationId: string },
): Promise<void> {
  const now = ctx.now();
  const own = { actorId: accountId, targetId: accountId };
  await recordEvent(
    ctx,
    { kind: "registration-received", actorId: null, targetId: registrationId, facts: { registrationId } },
    { email: formerLogin, origin: "198.51.100.78" },
  );
  await recordEvent(
    ctx,
    { kind: "administrator-acted", actorId: null, targetId: registrationId, facts: { act: "resend-activation" } },
    { words: "canary-registration-words" },
  );
  await recordEvent(
    ctx,
    { kind: "profile-updated", ...own, facts: { fields: ["givenName"] } },
    { changes: { givenName: { from: "Perdican", to: "Perceval" } } },
  );
  await recordEvent(
    ctx,
    { kind: "login-email-changed", ...own, facts: { endedSessions: 0 } },
    { email: login, changes: { email: { from: formerLogin, to: login } } },
  );
  const structure = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, structure);
  await ctx.db.insert(attachments).values({
    id: ctx.id(),
    accountId,
    structureId: structure.id,
    role: "member",
    status: "refused",
    requestedAt: now,
    decidedAt: now,
    refusalReason: "canary-refused",
  });
  await tellFeed(ctx, [
    {
      accountId: manager.id,
      structureId: structure.id,
      kind: "attachment-refused-of",
      personId: accountId,
      personName: `Perdican ${names[1]}`,
    },
  ]);
  await ctx.db.insert(invitations).values({
    id: ctx.id(),
    structureId: structure.id,
    email: formerLogin,
    role: "member",
    permissions: { departmentIds: [], workspaces: [] },
    invitedBy: manager.id,
    invitedAt: now,
    sentAt: now,
    expiresAt: new Date("2026-02-04T09:00:00Z"),
  });
}
