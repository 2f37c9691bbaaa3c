import { subHours } from "date-fns";
import { desc, eq, sql } from "drizzle-orm";
import { auditEvents } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { findManagers } from "@/lib/attachment/find-managers";
import { noteAct } from "@/lib/attachment/note-act";
import type { AuditEvent } from "@/lib/audit/audit-event";
import { changesOf } from "@/lib/audit/changes";
import type { NotedEvent } from "@/lib/audit/record-event";
import type { Establishment } from "@/lib/directory/establishment";
import { type FindEstablishmentOutcome, findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import { dayInParis } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { disclosedValues } from "@/lib/structure/refresh-from-register";
import { changedFields } from "@/lib/structure/sheet";
import { oneByOne } from "./one-by-one";

/** No structure is asked about twice in that time; as long as an answer of the register is kept. */
const EVERY_HOURS = 24;
/** Of one run: the INSEE answers 30 a minute, and visitors need some of them. Who has more structures calls more often. */
const MOST = 20;
/** While an instance asks about a structure, or right after it died over it, no other one does. */
const CLAIM_SECONDS = 600;

type Asked = Pick<typeof structures.$inferSelect, "id" | "identifier">;
type Answer = Exclude<FindEstablishmentOutcome, { kind: "unavailable" }>;

/**
 * Asks the register about the SIRETs typed while it was down, then about those it was asked about longest ago. A
 * structure found closed is shown as such and its managers are told, once; it stays active (R-801, N-20). One after the
 * other, outside any transaction, and no more once the register does not answer. Returns how many were rechecked.
 */
export async function recheckStructures(ctx: Context): Promise<number> {
  let isDown = false;
  return oneByOne(ctx, await findStructuresToRecheck(ctx), async function recheck(ctx, asked) {
    const siret = parseSiret(asked.identifier);
    if (isDown || !siret || !(await isOurs(ctx, asked))) return false;
    const answer = await findEstablishment(ctx, siret);
    if (answer.kind !== "unavailable") return settle(ctx, asked, answer);
    isDown = true;
    log("warn", "recheck-stopped", { reason: "register unavailable" });
    return false;
  });
}

/** How many structures the next run would ask the register about. */
export async function countStructuresToRecheck(ctx: Context): Promise<number> {
  return (await findStructuresToRecheck(ctx)).length;
}

async function findStructuresToRecheck(ctx: Context): Promise<Asked[]> {
  const lately = sql`${subHours(ctx.now(), EVERY_HOURS).toISOString()}::timestamptz`;
  const { rows } = await ctx.db.execute<{ [Key in keyof Asked]: Asked[Key] }>(sql`
    select id, identifier from structures
    where identifier_type = 'SIRET' and status = 'active'
      and (registry_checked_at is null or registry_checked_at <= ${lately})
      and not exists (
        select from directory_answers kept where kept.siret = structures.identifier and kept.fetched_at > ${lately}
      )
    order by registry_checked_at nulls first limit ${MOST}`);
  return rows;
}

/** Two instances at once ask about each structure once. */
async function isOurs(ctx: Context, { id }: Asked): Promise<boolean> {
  const claim = { key: throttleKey("register-recheck", id), limit: 1, window: CLAIM_SECONDS };
  return (await countUse(ctx, [claim])).kind === "open";
}

async function settle(ctx: Context, { id, identifier }: Asked, answer: Answer): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [current] = await tx.db.select().from(structures).where(eq(structures.id, id)).for("no key update");
    // Its identifier changed, or it was deactivated, while the register was asked.
    if (current?.identifier !== identifier || current.status !== "active") return false;
    if (answer.kind === "not-found") await noteUnknown(tx, current);
    else await noteFound(tx, current, answer);
    return true;
  });
}

type Structure = typeof structures.$inferSelect;

/** What the register does not know stays as it is; the trail says so, once until it is found again. */
async function noteUnknown(tx: Context, { id, registryCheckedAt }: Structure): Promise<void> {
  // A sheet typed by hand stays unverified.
  if (registryCheckedAt)
    await tx.db.update(structures).set({ registryCheckedAt: tx.now() }).where(eq(structures.id, id));
  const [last] = await tx.db
    .select({ facts: auditEvents.facts })
    .from(auditEvents)
    .where(sql`${eq(auditEvents.targetId, id)} and ${eq(auditEvents.kind, "registry-rechecked")}`)
    .orderBy(desc(auditEvents.at), desc(auditEvents.position))
    .limit(1);
  const event = rechecked(id, "not-found");
  if (JSON.stringify(last?.facts) !== JSON.stringify(event.facts)) await noteAct(tx, { audit: [event] });
}

async function noteFound(
  tx: Context,
  current: Structure,
  answer: Exclude<Answer, { kind: "not-found" }>,
): Promise<void> {
  const { id } = current;
  const { establishment } = answer;
  const isClosed = answer.kind === "found-closed";
  const wasUnverified = current.registryCheckedAt === null;
  if (wasUnverified && establishment.publicBody && current.sector === "private") {
    // Somebody got it while the register was down: support looks at it, it stays in the queue.
    log("warn", "unverified-public-body", { structureId: id });
    return;
  }

  const said = valuesToWrite(establishment, { wasUnverified });
  const fields = changedFields(current, said);
  const closedOn = isClosed ? (current.registryClosedOn ?? answer.closedOn ?? dayInParis(tx.now())) : null;
  await tx.db
    .update(structures)
    .set({
      ...said,
      registryCheckedAt: tx.now(),
      registryClosedOn: closedOn,
      ...(fields.length > 0 && { version: current.version + 1 }),
    })
    .where(eq(structures.id, id));

  const closesNow = closedOn !== null && current.registryClosedOn === null;
  const reopens = closedOn === null && current.registryClosedOn !== null;
  const audit: NotedEvent[] = [];
  if (closesNow || reopens || wasUnverified) audit.push(rechecked(id, isClosed ? "closed" : "found"));
  if (fields.length > 0) {
    const personal = { changes: changesOf(fields, current, said) };
    audit.push({ kind: "structure-refreshed", actorId: null, targetId: id, facts: { fields }, personal });
  }
  const managers = closesNow ? await findManagers(tx, id) : [];
  if (audit.length === 0) return;
  await noteAct(tx, {
    audit,
    feed: managers.map(({ accountId }) => ({ accountId, structureId: id, kind: "structure-closed-in-register" })),
    mails: managers.map(({ contactEmail, language }) => ({
      message: { kind: "structure-closed-in-register", structureId: id },
      recipient: contactEmail,
      language,
      event: `structure-closed-in-register:${id}:${closedOn}`,
    })),
  });
}

/**
 * A sheet typed by hand takes over what the register discloses, as at its first check; of any other only whether
 * its address may be shown. What is masked is not wiped.
 */
function valuesToWrite(establishment: Establishment, { wasUnverified }: { wasUnverified: boolean }) {
  const said = disclosedValues(establishment);
  return wasUnverified ? said : { addressDisclosed: establishment.diffusible };
}

function rechecked(targetId: string, outcome: "found" | "closed" | "not-found") {
  return { kind: "registry-rechecked", actorId: null, targetId, facts: { outcome } } satisfies AuditEvent;
}
