import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { technicalLogin } from "@/lib/technical-account/technical-account";
import { hashSecret, newTechnicalPassword, type TechnicalPassword } from "@/lib/technical-account/technical-secret";
import { madeUpCompany, madeUpPerson } from "./made-up";
import { siretNumber } from "./siret-number";

/** Software of a made-up structure, and what it signs in with. */
export interface FilledClient {
  technicalAccountId: string;
  secretId: string;
  login: string;
  password: TechnicalPassword;
}

type Filling = Pick<Context, "db" | "env" | "now" | "id" | "secret">;

// As many as one statement takes parameters for.
const AT_ONCE = 1_000;

/** So many structures, each with its manager and a technical account that has just got its password (R-1002). */
export async function fillTechnicalAccounts(ctx: Filling, count: number): Promise<FilledClient[]> {
  const clients: FilledClient[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, place) => first + place);
    clients.push(...(await fillSome(ctx, numbers)));
  }
  return clients;
}

async function fillSome(ctx: Filling, numbers: number[]): Promise<FilledClient[]> {
  const made = numbers.map((number) => madeUp(ctx, number));
  // Together: a structure without a manager is no structure (SEC-65).
  await inTransaction(ctx as Context, async ({ db }) => {
    await db.insert(accounts).values(made.map(({ account }) => account));
    await db.insert(structures).values(made.map(({ structure }) => structure));
    await db.insert(attachments).values(made.map(({ attachment }) => attachment));
    await db.insert(technicalAccounts).values(made.map(({ technical }) => technical));
    await db.insert(technicalSecrets).values(made.map(({ secret }) => secret));
  });
  return made.map(({ client }) => client);
}

function madeUp(ctx: Filling, number: number) {
  const [accountId, structureId, technicalAccountId, secretId] = [ctx.id(), ctx.id(), ctx.id(), ctx.id()];
  const createdAt = ctx.now();
  const { legalName, street, postcode, city } = madeUpCompany(number);
  const email = `software.${number}@fill.example`;
  const identifier = siretNumber(1_000_000 + number);
  const login = technicalLogin(ctx.env, { identifierType: "SIRET", identifier, number });
  const password = newTechnicalPassword(ctx.secret);
  return {
    client: { technicalAccountId, secretId, login, password },
    account: {
      ...{ ...madeUpPerson(number), id: accountId, email, contactEmail: email, language: "fr" as const },
      // Nobody signs in as one of them.
      ...{ passwordHash: "", termsVersion: "2026-11", termsAcceptedAt: createdAt, createdAt },
    },
    structure: {
      ...{ id: structureId, identifierType: "SIRET" as const, identifier, sector: "private" as const, legalName },
      ...{ addressLine1: street, postcode, city, country: "FR", addressDisclosed: true, createdAt },
    },
    attachment: {
      ...{ id: ctx.id(), accountId, structureId, role: "primary-manager" as const, status: "approved" as const },
      requestedAt: createdAt,
    },
    technical: { id: technicalAccountId, structureId, login, createdBy: accountId, createdAt },
    secret: {
      ...{ id: secretId, technicalAccountId, ...hashSecret(ctx.env, password), madeBy: accountId, createdAt },
      expiresAt: inDays(createdAt, ctx.env.TECHNICAL_PASSWORD_DAYS),
    },
  };
}
