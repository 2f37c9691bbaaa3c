// `npm run admin:create -- name@domain`: makes somebody an administrator (R-1402), under the settings of the portal.
// Where the address has no account yet, `--given-name=` and `--family-name=` make one. `--reset-access` is for an
// administrator who lost the second factor or the password and whom no other one can help. No form of the portal does
// this.
import { randomBytes, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { command, Refusal } from "./run.mjs";

const usage = "npm run admin:create -- name@domain [--given-name=Camille --family-name=Martin | --reset-access]";

await command(async () => {
  const asked = whoIsAsked();
  const { closeLoader, loadModule } = await loader();
  try {
    const wanted = await checked(loadModule, asked);
    const env = await settings(loadModule);
    const database = await openDatabase(loadModule, env);
    try {
      const { nameAdministrator } = await loadModule("/lib/administration/name-administrator.ts");
      const { resetAdministratorAccess } = await loadModule("/lib/administration/reset-administrator-access.ts");
      const { argon2Hasher } = await loadModule("/lib/platform/password-hash.ts");
      const act = asked.resetAccess ? resetAdministratorAccess : nameAdministrator;
      const outcome = await act(
        {
          db: database.db,
          env,
          now: () => new Date(),
          id: randomUUID,
          secret: () => randomBytes(32).toString("base64url"),
          passwords: argon2Hasher(),
        },
        wanted,
      ).catch(explained);
      tell(outcome, wanted.email, env);
    } finally {
      await database.close();
    }
  } finally {
    await closeLoader();
  }
});

function whoIsAsked() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        "given-name": { type: "string" },
        "family-name": { type: "string" },
        "reset-access": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Refusal(`${error.message}\nUse: ${usage}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== 1) throw new Refusal(`Name one address.\nUse: ${usage}`);
  const [givenName, familyName] = [values["given-name"], values["family-name"]];
  if ((givenName === undefined) !== (familyName === undefined)) {
    throw new Refusal(`A new account needs both names.\nUse: ${usage}`);
  }
  const resetAccess = values["reset-access"];
  if (resetAccess && givenName !== undefined) {
    throw new Refusal(`--reset-access is for an administrator who has an account: give no names.\nUse: ${usage}`);
  }
  return { address: positionals[0], givenName, familyName, resetAccess };
}

/** The rules are the portal's own, written in TypeScript: what reads it comes with the development packages. */
async function loader() {
  try {
    return await import("./load-module.mjs");
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Refusal("This command needs the development packages too: run `npm ci --include=dev` and try again.");
  }
}

async function checked(loadModule, { address, givenName, familyName }) {
  const { parseEmail } = await loadModule("/lib/account/email.ts");
  const email = parseEmail(address);
  if (!email) throw new Refusal(`"${address}" is no email address.\nUse: ${usage}`);
  if (givenName === undefined) return { email, person: null };
  const { personNameField } = await loadModule("/lib/account/person-name.ts");
  const names = [givenName, familyName].map((name) => personNameField.safeParse(name));
  if (names.some(({ success }) => !success)) {
    throw new Refusal("A name has letters, spaces, hyphens and apostrophes, 80 at most.");
  }
  return { email, person: { givenName: names[0].data, familyName: names[1].data } };
}

async function settings(loadModule) {
  const { parseEnv } = await loadModule("/lib/platform/env.ts");
  try {
    return parseEnv(process.env);
  } catch (error) {
    throw new Refusal(`${error.message}\nRun this command under the settings of the portal.`);
  }
}

/** The database of the portal, reached as its migrations reach it. */
async function openDatabase(loadModule, { DB_DRIVER, DATABASE_URL, POSTGRES_URL, PGLITE_DIR }) {
  const hosted = process.env.POSTGRES_URL_NON_POOLING || POSTGRES_URL;
  const address = DB_DRIVER === "pg" ? DATABASE_URL : hosted || DATABASE_URL;
  if (DB_DRIVER !== "pglite" && address) {
    const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
    return openPg(address);
  }
  if (!PGLITE_DIR) throw new Refusal("Set DATABASE_URL, POSTGRES_URL or PGLITE_DIR: the database of the portal.");
  const { openPglite } = await loadModule("/lib/platform/open-database-pglite.ts");
  try {
    return await openPglite(PGLITE_DIR);
  } catch (error) {
    // The embedded database has one owner: its server.
    if (!/in use by another process/.test(error.message)) throw error;
    throw new Refusal("The portal is running on this embedded database: stop it, run this again, then start it again.");
  }
}

function explained(error) {
  if (error.cause?.code !== "42P01") throw error;
  throw new Refusal("This database has no tables yet: run `npm run db:migrate`, or start the portal once.");
}

function tell(outcome, email, { APP_URL }) {
  const next = [
    `  1. Sign in at ${APP_URL}/connexion.`,
    "  2. Set up the second factor: the portal leads there and opens nothing else before.",
    '  3. The tab "Administration" is there from then on.',
  ];
  const link =
    "A mail with a link to choose the password leaves with the portal's next delivery; it works for 60 minutes. If it runs out, run this again. Then:";
  switch (outcome.kind) {
    case "named":
      console.info([`${email} is an administrator now. What comes next:`, ...next].join("\n"));
      return;
    case "already":
      console.info(
        [
          `${email} is an administrator already. Nothing was changed.`,
          ...next,
          "Lost the second factor or the password, and no other administrator can help? Add --reset-access.",
        ].join("\n"),
      );
      return;
    case "created":
      console.info([`${email} has a new account and is an administrator.`, link, ...next].join("\n"));
      return;
    case "invited-again":
      console.info(
        [`${email} is an administrator who never signed in: a new link was made.`, link, ...next].join("\n"),
      );
      return;
    case "access-reset":
      console.info(
        [
          `The access of ${email} is reset: every second factor is removed, every session is closed, older links are void.`,
          link.replace("run this again", "run this again with --reset-access"),
          ...next,
        ].join("\n"),
      );
      return;
    case "not-administrator":
      throw new Refusal(`${email} is no administrator: support helps from the portal, under "Administration".`);
    case "unknown":
      throw new Refusal(`Nobody has an account with ${email}. To make one, say who it is:\n${usage}`);
    case "not-active":
      throw new Refusal(`The account of ${email} is deactivated or deleted: reactivate it first.`);
    case "overloaded":
      throw new Refusal("This machine is too busy to hash a password: try again.");
    default:
      throw new Error(`Unknown outcome "${outcome.kind}".`);
  }
}
