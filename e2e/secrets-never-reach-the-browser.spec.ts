import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ask } from "./support/ask";
import { aSignedInMember } from "./support/member";
import { expect, test } from "./support/test";

const build = resolve(import.meta.dirname, "..", process.env.NEXT_DIST_DIR ?? ".next-test");
const publicPages = ["/", "/connexion", "/inscription", "/renvoi-activation", "/structures-publiques", "/nulle-part"];
const personalPages = ["/accueil", "/mon-compte", "/espaces/factures-emises", "/nulle-part"];

test("SEC-05 · no page, payload or answer holds a secret, a hash, or anything of another person", async ({
  portal,
}) => {
  const own = await aSignedInMember(portal, { givenName: "Aziliz" });
  const other = await aSignedInMember(portal, { givenName: "Canari", familyName: "Étranger", phone: "+33612345678" });
  const canaries = [
    portal.authSecret ?? "",
    portal.cronSecret ?? "",
    new URL(portal.databaseUrl ?? "").password,
    "journey-secret-key",
    "journey-key",
    other.account.email,
    other.account.givenName,
    "Étranger",
    other.account.phone ?? "",
    other.account.id,
    other.structure.id,
    other.structure.legalName,
    own.account.passwordHash,
    own.account.secretAnswerHash ?? "",
    "$argon2",
    "passwordHash",
    "lockedUntil",
    decodeURIComponent(own.cookie.split("=")[1] ?? ""),
  ];
  expect(canaries.filter((canary) => canary.length < 6)).toEqual([]);

  for (const { paths, cookie } of [
    { paths: publicPages, cookie: "" },
    { paths: [...personalPages, "/session/renouveler"], cookie: own.cookie },
  ]) {
    for (const path of paths) {
      for (const [suffix, more] of [
        ["", {}],
        ["?_rsc", { RSC: "1" }],
      ] as const) {
        const answer = await ask(portal, path + suffix, { headers: { Cookie: cookie, ...more } });
        const said = answer.body + JSON.stringify({ ...answer.headers, "set-cookie": "" });
        expect(
          canaries.filter((canary) => said.includes(canary)),
          path + suffix,
        ).toEqual([]);
      }
    }
  }
  // The page of a person does hold what is his, so that the search above would have found the rest.
  const account = await ask(portal, "/mon-compte", { headers: { Cookie: own.cookie } });
  expect(account.body).toContain(own.account.email);
  expect(account.body).toContain(own.structure.legalName);
  expect((await ask(portal, "/renvoi-activation")).body).toContain("journey-site-key");
});

test("SEC-05 · the files that anybody can load hold no settings, no server code and no demonstration password", () => {
  const people = JSON.parse(readFileSync(join(build, "../lib/testing/demo-people.json"), "utf8"));
  const server = [
    "AUTH_SECRET",
    "LINK_SECRET",
    "DATA_SECRET",
    "API_SECRET",
    "DECOY_SECRET",
    "CRON_SECRET",
    "RESEND_API_KEY",
    "TURNSTILE_SECRET",
    "DATABASE_URL",
  ];
  const code = [
    "argon2",
    "drizzle",
    "select * from",
    "throttle_counters",
    "process.env.AUTH",
    "node:crypto",
    people.password,
  ];
  const files = readdirSync(join(build, "static"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), "latin1");
    expect(
      [...server, ...code].filter((word) => text.includes(word)),
      file.name,
    ).toEqual([]);
  }
});
