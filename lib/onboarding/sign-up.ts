import { and, eq, sql } from "drizzle-orm";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import type { Language } from "@/lib/i18n/language";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type Budget, countUse, throttleKey } from "@/lib/platform/throttle";
import type { Person } from "./inputs";
import { liveRegistrationsPerAddress, type OrganisationPart } from "./registration";

/** What the end of step 4 hands over: the whole draft, judged. */
export interface Application {
  draftId: string;
  person: Person;
  organisation: OrganisationPart;
  language: Language;
  origin: string;
}

/** `received` says nothing of what was done: it is the same for an address that has an account (R-321). */
export type SignUpOutcome = { kind: "received"; activateUntil: Date } | { kind: "too-many-attempts" };

const HOUR = 60 * 60;
/** Mails of one kind that acts done signed out may bring to an address in a day (SEC-28). */
const MAILS_A_DAY = 5;

/**
 * Receives a registration (R-319): an unknown address gets one with its summary and its activation link, a known
 * address gets a warning and nothing is stored. Both cost the same statements (SEC-22).
 */
export async function signUp(ctx: Context, application: Application): Promise<SignUpOutcome> {
  const use = await countUse(ctx, budgetsOf(application));
  if (use.kind === "closed") return { kind: "too-many-attempts" };

  return inTransaction(ctx, async (tx) => {
    const { person, draftId, language, origin } = application;
    // One at a time for an address: the count of what waits for it must not be passed by parallel sign-ups (SEC-31).
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-up:${person.email}`}, 0))`);
    const trace = await traceOf(tx, person.email);
    const mayRegister = !trace.account && trace.waiting < liveRegistrationsPerAddress && trace.mailsToday < MAILS_A_DAY;
    const { registrationId, link } = await register(tx, application, mayRegister);

    const to = { recipient: person.email, language };
    if (registrationId) {
      await enqueue(tx, [
        { ...to, message: { kind: "registration-summary", registrationId }, event: `registration-summary:${registrationId}` },
        { ...to, message: { kind: "activation", registrationId, linkId: link.id }, event: `activation:${link.id}` },
      ]);
    } else if (trace.account && trace.mailsToday < MAILS_A_DAY) {
      // The event is the draft: sending the same form twice warns once.
      await enqueue(tx, [{ ...to, message: { kind: "sign-up-attempt" }, event: `sign-up-attempt:${draftId}` }]);
    }
    await recordEvent(
      tx,
      { kind: "registration-received", actorId: null, targetId: registrationId, facts: { registrationId } },
      { origin, email: person.email },
    );
    return { kind: "received", activateUntil: link.expiresAt };
  });
}

function budgetsOf({ person, origin }: Application): Budget[] {
  return [
    { key: throttleKey("sign-up-address", person.email), limit: 30, window: 24 * HOUR },
    // The origin nobody can tell is shared by all: a larger budget, never a free one (SEC-10).
    { key: throttleKey("sign-up-origin", origin), limit: origin === "unknown" ? 1000 : 20, window: HOUR },
    { key: throttleKey("sign-up"), limit: 2000, window: HOUR },
  ];
}

/** What the address left behind already, in one statement whatever it is. */
async function traceOf(tx: Context, email: string): Promise<{ account: boolean; waiting: number; mailsToday: number }> {
  const now = tx.now().toISOString();
  const { rows } = await tx.db.execute<{ account: boolean; waiting: number; mails_today: number }>(sql`
    select
      exists (select 1 from ${accounts} where ${eq(accounts.email, email)}) as account,
      (select count(*)::int from ${registrations} r
        where r.email = ${email} and r.closed_at is null and exists (
          select 1 from ${singleUseLinks} l
          where l.subject_id = r.id and l.used_at is null and l.voided_at is null and l.expires_at > ${now})) as waiting,
      (select coalesce(max(n), 0)::int from (
        select count(*) as n from ${outboxMessages} m
        where m.recipient = ${email} and m.kind in ('registration-summary', 'activation', 'sign-up-attempt')
          and m.created_at > ${now}::timestamptz - interval '1 day'
        group by m.kind) as counted) as mails_today`);
  const [row] = rows;
  return { account: row?.account ?? false, waiting: row?.waiting ?? 0, mailsToday: row?.mails_today ?? 0 };
}

const undone = Symbol("undone");

/** Stores the registration and its link; where it may not, the same statements run and are taken back (SEC-22). */
async function register(tx: Context, application: Application, mayRegister: boolean) {
  const { draftId, person, organisation, language } = application;
  const id = tx.id();
  let link: Awaited<ReturnType<typeof mintLink>> | undefined;
  let kept = mayRegister;
  try {
    await inTransaction(tx, async (inner) => {
      const stored = await inner.db
        .insert(registrations)
        .values({
          id,
          draftId,
          email: person.email,
          familyName: person.familyName,
          givenName: person.givenName,
          phone: person.phone,
          contactEmail: person.contactEmail,
          language,
          termsVersion: inner.env.TERMS_VERSION,
          termsAcceptedAt: inner.now(),
          surveyConsentAt: person.survey ? inner.now() : null,
          organisation,
          createdAt: inner.now(),
        })
        // The same draft again: the first submit already did it (section 6).
        .onConflictDoNothing()
        .returning({ id: registrations.id });
      link = await mintLink(inner, { purpose: "activation", subjectId: id, email: person.email });
      kept &&= stored.length === 1;
      if (!kept) throw undone;
    });
  } catch (reason) {
    if (reason !== undone) throw reason;
  }
  if (!link) throw new Error("no link was minted");
  return { registrationId: kept ? id : null, link };
}
