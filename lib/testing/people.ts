import { eq, sql } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccountStructures, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { openSession } from "@/lib/account/open-session";
import { type PasswordProof, provePassword } from "@/lib/account/prove-password";
import type { Actor, AttachmentStatus } from "@/lib/attachment/actor";
import { findActor } from "@/lib/attachment/find-actor";
import { permitFor } from "@/lib/attachment/permit-for";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { Right, Role } from "@/lib/structure/rights";
import { endOfPassword, technicalLogin } from "@/lib/technical-account/technical-account";
import { hashSecret, newTechnicalPassword, type TechnicalPassword } from "@/lib/technical-account/technical-secret";
import { openedByDefault, type WorkspaceCode } from "@/lib/workspace/workspace";
import { cheapHash } from "./counting-hasher";
import { siretNumber } from "./siret-number";

export type Account = typeof accounts.$inferSelect;
export type Structure = typeof structures.$inferSelect;
export type Attachment = typeof attachments.$inferSelect;
export type Subscription = typeof subscriptions.$inferSelect;
export type TechnicalAccount = typeof technicalAccounts.$inferSelect;

/** The password of every account made here; T-14 calls it good. */
export const PASSWORD = "éléphant-vert 42";
/** The answer to every secret question, as it is stored: folded. */
export const SECRET_ANSWER = "cerise";

/** What an account is once its owner deactivated it. */
export const DEACTIVATED = {
  status: "deactivated",
  deactivatedAt: new Date("2026-01-02T09:00:00Z"),
  deactivationCause: "own-wish",
} as const satisfies Partial<typeof accounts.$inferInsert>;

let count = 0;

/** A person nobody knows yet, as the first step of the registration asks. No row is written. */
export function aVisitor(details: Partial<Visitor> = {}): Visitor {
  const number = ++count;
  const email = details.email ?? `camille.martin.${number}@example.org`;
  return {
    email,
    contactEmail: email,
    givenName: "Camille",
    familyName: "Martin",
    phone: null,
    language: "fr",
    ...details,
  };
}
export interface Visitor {
  email: string;
  contactEmail: string;
  givenName: string;
  familyName: string;
  phone: string | null;
  language: "fr" | "en";
}

/** An active account that knows `PASSWORD`, attached to nothing. */
export async function anAccount(ctx: Context, details: Partial<typeof accounts.$inferInsert> = {}): Promise<Account> {
  const [account] = await ctx.db
    .insert(accounts)
    .values({
      ...aVisitor(details.email === undefined ? {} : { email: details.email }),
      id: ctx.id(),
      passwordHash: await cheapHash(PASSWORD),
      secretQuestion: "firstPet",
      secretAnswerHash: await cheapHash(SECRET_ANSWER),
      termsVersion: ctx.env.TERMS_VERSION,
      termsAcceptedAt: ctx.now(),
      createdAt: ctx.now(),
      ...details,
    })
    .returning();
  return written(account);
}

/** An active private company with a valid SIRET and the workspaces of R-702. `opened` names others. */
export async function aStructure(
  ctx: Context,
  {
    opened = openedByDefault,
    ...details
  }: Partial<typeof structures.$inferInsert> & { opened?: readonly WorkspaceCode[] } = {},
): Promise<Structure> {
  const [structure] = await ctx.db
    .insert(structures)
    .values({
      id: ctx.id(),
      identifierType: "SIRET",
      identifier: siretNumber(++count),
      sector: "private",
      legalName: `Menuiserie Lefèvre ${count}`,
      addressLine1: "12 rue des Lilas",
      postcode: "35000",
      city: "Rennes",
      country: "FR",
      addressDisclosed: true,
      registryCheckedAt: ctx.now(),
      createdAt: ctx.now(),
      // Nobody manages it yet: `aManagerOf` ends the vacancy.
      managerVacantSince: ctx.now(),
      ...details,
    })
    .returning();
  const { id } = written(structure);
  if (opened.length > 0) {
    const rows = opened.map((workspace) => ({ structureId: id, workspace, openedAt: ctx.now() }));
    await ctx.db.insert(openWorkspaces).values(rows);
  }
  return written(structure);
}

/** A person, and what ties him to the structure. */
export interface Attached {
  account: Account;
  attachment: Attachment;
}

/** The structure's primary manager, in every workspace it has opened. */
export function aManagerOf(ctx: Context, structure: Structure, details: AttachedDetails = {}): Promise<Attached> {
  return attached(ctx, structure, { role: "primary-manager", status: "approved", ...details });
}

/** An approved member of the structure, in the workspaces that need no decision. */
export function aMemberOf(ctx: Context, structure: Structure, details: AttachedDetails = {}): Promise<Attached> {
  return attached(ctx, structure, { role: "member", status: "approved", ...details });
}

/** Someone who asked to act for the structure and waits for an answer. */
export function aPendingRequest(ctx: Context, structure: Structure, details: AttachedDetails = {}): Promise<Attached> {
  return attached(ctx, structure, { role: "member", status: "pending", ...details });
}

/** A workspace that the person asked for, and that nobody has decided on yet. */
export async function aSubscriptionRequest(
  ctx: Context,
  { account, attachment }: Attached,
  details: Partial<typeof subscriptions.$inferInsert> = {},
): Promise<Subscription> {
  const [subscription] = await ctx.db
    .insert(subscriptions)
    .values({
      id: ctx.id(),
      accountId: account.id,
      structureId: attachment.structureId,
      workspace: "SUIVI_FLUX",
      access: "write",
      status: "pending",
      requestedAt: ctx.now(),
      ...details,
    })
    .returning();
  return written(subscription);
}

/** A technical account (R-1002), what it signs in with at the API, and the row of its password. */
export interface TechnicalUser {
  account: TechnicalAccount;
  login: string;
  password: TechnicalPassword;
  secretId: string;
}

/**
 * The structure's technical account, with one live password that began at this moment (R-1008). `only`: the structures
 * it is limited to; `expiresAt`: when the password ends.
 */
export async function aTechnicalAccountOf(
  ctx: Context,
  structure: Structure,
  {
    only,
    expiresAt = endOfPassword(ctx.env, ctx.now()),
    ...details
  }: Partial<typeof technicalAccounts.$inferInsert> & { only?: readonly Structure[]; expiresAt?: Date } = {},
): Promise<TechnicalUser> {
  const login = details.login ?? technicalLogin(ctx.env, structure);
  const [row] = await ctx.db
    .insert(technicalAccounts)
    .values({
      id: ctx.id(),
      structureId: structure.id,
      login,
      isRestricted: only !== undefined,
      createdAt: ctx.now(),
      ...details,
    })
    .returning();
  const account = written(row);
  if (only && only.length > 0) {
    const rows = only.map(({ id }) => ({ technicalAccountId: account.id, structureId: id }));
    await ctx.db.insert(technicalAccountStructures).values(rows);
  }
  return { account, login, ...(await aTechnicalPasswordOf(ctx, account, { expiresAt })) };
}

/** One more password of the technical account, as a rotation leaves two (SEC-80); made by whoever manages it now. */
export async function aTechnicalPasswordOf(
  ctx: Context,
  { id }: Pick<TechnicalAccount, "id">,
  { expiresAt = endOfPassword(ctx.env, ctx.now()) }: { expiresAt?: Date } = {},
): Promise<{ password: TechnicalPassword; secretId: string }> {
  const password = newTechnicalPassword(ctx.secret);
  const secretId = ctx.id();
  await ctx.db.insert(technicalSecrets).values({
    id: secretId,
    technicalAccountId: id,
    ...hashSecret(ctx.env, password),
    madeBy: sql`(
      select manager.account_id from technical_accounts technical join attachments manager
        on manager.structure_id = technical.structure_id and manager.status = 'approved' and manager.role = 'primary-manager'
      where technical.id = ${id}
    )`,
    createdAt: ctx.now(),
    expiresAt,
  });
  return { password, secretId };
}

/**
 * A browser in which the account signed in a while ago: the cookie's secret, and the proof that guards hand to queries.
 * An administrator proved the second factor, as he must (SEC-70), and so did whoever has one.
 */
export async function aSessionOf(
  ctx: Context,
  account: Account,
): Promise<{ secret: string; sessionId: string; actor: Actor }> {
  const session = await openSession(ctx, account.id, { origin: "192.0.2.1", userAgent: "Test browser" });
  const { rows } = await ctx.db.execute(sql`
    select from totp_authenticators where account_id = ${account.id} and confirmed_at is not null
    union all select from passkeys where account_id = ${account.id}`);
  const proved = account.isAdministrator || rows.length > 0;
  await ctx.db
    .update(sessions)
    .set({ passwordConfirmedAt: null, secondFactorAt: proved ? ctx.now() : null })
    .where(eq(sessions.id, session.sessionId));
  const actor = await findActor(ctx, session.secret);
  if (!actor) throw new Error("The session does not count: is the account active, and the clock where it should be?");
  return { ...session, actor };
}

/** The password given again in that session, as a form hands it to a sensitive command (SEC-45). */
export async function aPasswordProofOf(
  ctx: Context,
  holder: { accountId: string; sessionId: string },
): Promise<PasswordProof> {
  const outcome = await provePassword(ctx, { ...holder, password: PASSWORD });
  if (outcome.kind !== "proven") throw new Error(`The password proves nothing: ${outcome.kind}.`);
  return outcome.proof;
}

/** The right over that structure which the account holds, as a guard hands it to a command. */
export async function aPermitOf<R extends Right>(
  ctx: Context,
  account: Account,
  { structure, right }: { structure: Structure; right: R },
): Promise<Permit<R>> {
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, right);
  if (!permit) throw new Error(`This account does not hold the right "${right}" over the structure.`);
  return permit;
}

interface AttachedDetails {
  /** An account that exists already; a new one when left out. */
  account?: Account;
  role?: Role;
  status?: AttachmentStatus;
  /** The workspaces he uses; those of when left out. */
  workspaces?: readonly WorkspaceCode[];
}

async function attached(
  ctx: Context,
  structure: Structure,
  details: AttachedDetails & { role: Role; status: AttachmentStatus },
): Promise<Attached> {
  const { role, status } = details;
  const account = details.account ?? (await anAccount(ctx));
  const decidedAt = status === "pending" ? null : ctx.now();
  const [attachment] = await ctx.db
    .insert(attachments)
    .values({
      id: ctx.id(),
      accountId: account.id,
      structureId: structure.id,
      role,
      status,
      requestedAt: ctx.now(),
      decidedAt,
    })
    .returning();

  if (role === "primary-manager" && status === "approved") {
    await ctx.db.update(structures).set({ managerVacantSince: null }).where(eq(structures.id, structure.id));
  }

  const workspaces = details.workspaces ?? (status === "approved" ? await usualWorkspaces(ctx, structure, role) : []);
  if (workspaces.length > 0) {
    const rows = workspaces.map((workspace) => ({
      id: ctx.id(),
      accountId: account.id,
      structureId: structure.id,
      workspace,
      access: "write" as const,
      status: "active" as const,
      requestedAt: ctx.now(),
      decidedAt: ctx.now(),
    }));
    await ctx.db.insert(subscriptions).values(rows);
  }
  return { account, attachment: written(attachment) };
}

async function usualWorkspaces(ctx: Context, structure: Structure, role: Role): Promise<WorkspaceCode[]> {
  const rows = await ctx.db.query.openWorkspaces.findMany({
    where: (open, { eq }) => eq(open.structureId, structure.id),
  });
  const opened = rows.map(({ workspace }) => workspace);
  return role === "member" ? opened.filter((workspace) => openedByDefault.includes(workspace)) : opened;
}

/** An insert with `returning` that did not throw has its row. */
function written<Row>(row: Row | undefined): Row {
  if (!row) throw new Error("nothing was written");
  return row;
}
