import { sql } from "drizzle-orm";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import type { Language } from "@/lib/i18n/language";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND as limit, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
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

/** `received` says nothing of what was done: it is the same for an address that has an account. */
export type SignUpOutcome = { kind: "received"; activateUntil: Date } | { kind: "too-many-attempts" };

const HOUR = 60 * 60;

/**
 * Receives a registration: an unknown address gets one with its summary and its activation link, a known
 * address gets a warning and nothing is stored. Both cost the same statements (SEC-22).
 */
export async function signUp(ctx: Context, application: Application): Promise<SignUpOutcome> {
  const use = await countUse(ctx, budgetsOf(application));
  if (use.kind === "closed") return { kind: "too-many-attempts" };

  return inTransaction(ctx, async (tx) => {
    const { person, draftId, language, origin } = application;
    const { email } = person;
    // Holds the address: what waits for it is counted before others add to it (SEC-31).
    const mayInvite = await mayStillWriteTo(tx, { recipient: email, kind: "activation-invited", limit });
    const mayWarn = await mayStillWriteTo(tx, { recipient: email, kind: "address-already-registered", limit });
    const { accountId, waiting } = await traceOf(tx, email);
    const { registrationId, link } = await register(tx, application, {
      kept: mayInvite && accountId === null && waiting < liveRegistrationsPerAddress,
    });

    const to = { recipient: email, language };
    if (registrationId) {
      const received = { kind: "registration-received", registrationId } as const;
      const invited = { kind: "activation-invited", registrationId, linkId: link.id } as const;
      await enqueue(tx, [
        { ...to, message: received, event: `registration-received:${registrationId}` },
        { ...to, message: invited, event: `activation:${link.id}` },
      ]);
    } else if (accountId && mayWarn) {
      // The event is the draft: sending the same form twice warns once.
      const message = { kind: "address-already-registered", accountId } as const;
      await enqueue(tx, [{ ...to, message, event: `address-already-registered:${draftId}` }]);
    }
    await recordEvent(
      tx,
      { kind: "registration-received", actorId: null, targetId: registrationId, facts: { registrationId } },
      { origin, email },
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

/** What the address left behind already, by one statement whatever it is (SEC-22). */
async function traceOf(tx: Context, email: string): Promise<{ accountId: string | null; waiting: number }> {
  const { rows } = await tx.db.execute<{ account_id: string | null; waiting: number }>(sql`
    select
      (select ${accounts.id} from ${accounts} where ${accounts.email} = ${email}) as account_id,
      (select count(*)::int from ${registrations} where ${registrations.email} = ${email}
        and ${registrations.closedAt} is null and exists (
          select 1 from ${singleUseLinks} where ${singleUseLinks.subjectId} = ${registrations.id}
            and ${singleUseLinks.usedAt} is null and ${singleUseLinks.voidedAt} is null
            and ${singleUseLinks.expiresAt} > ${tx.now().toISOString()}::timestamptz)) as waiting`);
  const [row] = rows;
  if (!row) throw new Error("a select without from gives one row");
  return { accountId: row.account_id, waiting: row.waiting };
}

const undone = Symbol("undone");

/** Stores the registration and its link; where it may not, the same statements run and are taken back (SEC-22). */
async function register(tx: Context, application: Application, wanted: { kept: boolean }) {
  const { draftId, person, organisation, language } = application;
  const id = tx.id();
  let link: Awaited<ReturnType<typeof mintLink>> | undefined;
  let { kept } = wanted;
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
