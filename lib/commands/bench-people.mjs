import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { loadModule } from "./load-module.mjs";

/** What the portal hashes a password with (SEC-37). */
export const argon2id = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
export const password = "bateau-lavoir 1889";

/** Writes people into the portal's database: each manages a company of his own and knows `password`. */
export async function makePeople(databaseUrl, count) {
  const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
  const { testEnv } = await loadModule("/lib/testing/environment.ts");
  const { siretNumber } = await loadModule("/lib/testing/siret-number.ts");
  const { anAccount, aManagerOf, aStructure } = await loadModule("/lib/testing/people.ts");

  const { db, close } = openPg(databaseUrl);
  const secret = () => randomBytes(32).toString("base64url");
  const ctx = { db, env: testEnv(), now: () => new Date(), id: randomUUID, secret };
  const passwordHash = await hash(password, argon2id);
  const emails = Array.from({ length: count }, (_, index) => `person.${index}@example.org`);
  for (const [index, email] of emails.entries()) {
    const account = await anAccount(ctx, { email, contactEmail: email, passwordHash });
    await aManagerOf(ctx, await aStructure(ctx, { identifier: siretNumber(9_000_000 + index) }), { account });
  }
  await close();
  return emails;
}
