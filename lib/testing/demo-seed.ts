import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { news } from "@/drizzle/schema/news";
import { departments } from "@/drizzle/schema/structure";
import { normaliseAnswer } from "@/lib/account/secret-question";
import { tellFeed } from "@/lib/attachment/tell-feed";
import { type Context, inTransaction } from "@/lib/platform/context";
import sample from "@/lib/platform/sirene-sample.json";
import { daysBefore, fillCompany } from "./demo-company";
import demo from "./demo-people.json";
import {
  type Account,
  aManagerOf,
  anAccount,
  aPendingRequest,
  aStructure,
  DEACTIVATED,
  type Structure,
} from "./people";

/** Who may be played in the demonstration, and what to try as each of them. */
export const demoPeople = demo.people;
/** The password of all of them; it meets R-410 like anybody's. */
export const demoPassword = demo.password;

const company = "99999990700010";
const publicBody = "99999960000011";
/** A public body that nobody manages, and that somebody asks for. */
const unmanaged = "21590350100017";
/** They administer, once they have set up their second factor (R-1402). */
const support = ["alix", "maud"];
/** Towns and agencies that the search for public structures finds (S-17), and what they ask of an invoice. */
const otherPublicBodies: Record<string, "nothing" | "department" | "commitment" | "either"> = {
  "11000201100044": "department",
  "13002526500013": "either",
  "20004697700019": "commitment",
  "21130055300016": "either",
  "21250056500016": "nothing",
  "21310555400017": "department",
  "21330063500017": "nothing",
  "21350238800019": "commitment",
  "21440109300015": "department",
  "21590350100017": "nothing",
  "21670482500019": "either",
  "21750001600019": "department",
};

/** Fills an empty demonstration with people, structures and news; one that is filled already is left as it is. */
export async function seedDemo(ctx: Context): Promise<void> {
  const first = demoPeople[0]?.email ?? "";
  if ((await ctx.db.$count(accounts, eq(accounts.email, first))) > 0) return;
  const hashes = await hashesOf(ctx);

  await inTransaction(ctx, async (tx) => {
    const people = new Map<string, Account>();
    for (const { email, givenName, familyName } of demoPeople) {
      const status = email.startsWith("paul@") ? { ...DEACTIVATED, deactivatedAt: tx.now() } : {};
      const isAdministrator = support.some((name) => email.startsWith(`${name}@`));
      const details = { email, contactEmail: email, givenName, familyName, isAdministrator, ...status, ...hashes };
      people.set(email, await anAccount(tx, details));
    }
    const cast = {
      sophie: person(people, "sophie"),
      hugo: person(people, "hugo"),
      lucas: person(people, "lucas"),
      otherLucas: person(people, "lucas.bernard"),
      chloe: person(people, "chloe"),
      ines: person(people, "ines"),
      camille: person(people, "camille"),
      thomas: person(people, "thomas"),
    };
    await fillCompany(tx, cast, fromRegister(company));
    await fillPublicBody(tx, people);
    for (const [siret, requires] of Object.entries(otherPublicBodies)) {
      const structure = await aStructure(tx, {
        ...fromRegister(siret),
        ...requirements(requires),
        opened: ["FACTURES_RECUES"],
        managerVacantSince: tx.now(),
      });
      if (siret === unmanaged) await aPendingRequest(daysBefore(tx, 2), structure, { account: person(people, "yann") });
    }
    await announce(tx);
  });
}

/** Hashing takes its time: it is done before the transaction opens. */
async function hashesOf(ctx: Context): Promise<{ passwordHash: string; secretAnswerHash: string }> {
  const password = await ctx.passwords.hash(demoPassword);
  const answer = await ctx.passwords.hash(normaliseAnswer(demo.secretAnswer));
  if (password.kind !== "hashed" || answer.kind !== "hashed")
    throw new Error("the demonstration could not hash its password");
  return { passwordHash: password.hash, secretAnswerHash: answer.hash };
}

async function fillPublicBody(tx: Context, people: Map<string, Account>): Promise<void> {
  const opened = ["FACTURES_A_VALIDER", "FACTURES_EMISES", "FACTURES_RECUES", "SOLLICITATIONS_EMISES"] as const;
  const structure = await aStructure(tx, { ...fromRegister(publicBody), ...requirements("department"), opened });
  const account = person(people, "nadia");
  await aManagerOf(tx, structure, { account });
  await tellFeed(daysBefore(tx, 5), [{ accountId: account.id, structureId: structure.id, kind: "structure-created" }]);

  const aDepartment = { structureId: structure.id, validFrom: "2020-01-01" };
  await tx.db.insert(departments).values([
    { ...aDepartment, id: tx.id(), code: "FINANCES", name: "Direction des finances" },
    { ...aDepartment, id: tx.id(), code: "TRAVAUX-01", name: "Voirie et bâtiments", commitmentNumberRequired: true },
    { ...aDepartment, id: tx.id(), code: "CULTURE", name: "Médiathèques et musées" },
    // Closed: the search shows active departments only.
    { ...aDepartment, id: tx.id(), code: "ARCHIVES", name: "Service des archives", validUntil: "2024-12-31" },
  ]);
}

async function announce(tx: Context): Promise<void> {
  await tx.db.insert(news).values([
    {
      id: tx.id(),
      titleFr: "Bienvenue dans la démonstration",
      titleEn: "Welcome to the demonstration",
      bodyFr:
        "Tout ce que vous voyez ici est fictif. Créez un compte, lisez le courriel d'activation dans la boîte locale, entrez.",
      bodyEn:
        "Everything you see here is fictitious. Create an account, read the activation mail in the local mailbox, come in.",
      pinned: true,
      publishedFrom: daysBefore(tx, 10).now(),
    },
    {
      id: tx.id(),
      titleFr: "Interruption de service dimanche matin",
      titleEn: "Service interruption on Sunday morning",
      bodyFr: "Le portail sera en maintenance dimanche de 6 h à 8 h. Les demandes en cours ne seront pas perdues.",
      bodyEn: "The portal will be under maintenance on Sunday from 6 to 8 a.m. Requests in progress will not be lost.",
      publishedFrom: daysBefore(tx, 1).now(),
      publishedUntil: daysBefore(tx, -30).now(),
    },
    {
      id: tx.id(),
      titleFr: "Ouverture de la recherche des structures publiques",
      titleEn: "The search for public bodies is open",
      bodyFr: "Retrouvez, sans compte, les exigences de facturation et les services des structures publiques.",
      bodyEn: "Look up, without an account, what public bodies require on an invoice, and their departments.",
      publishedFrom: daysBefore(tx, 6).now(),
    },
  ]);
}

/** A structure as the embedded register describes it. */
function fromRegister(siret: string): Partial<Structure> {
  const row = sample.find((establishment) => establishment.siret === siret);
  if (!row) throw new Error(`${siret} is not in the embedded register`);
  return {
    identifierType: "SIRET",
    identifier: row.siret,
    sector: row.publicBody ? "public" : "private",
    legalName: row.denomination,
    addressLine1: row.addressLine1,
    addressLine2: row.addressLine2 ?? null,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
  };
}

function requirements(required: "nothing" | "department" | "commitment" | "either"): Partial<Structure> {
  return {
    departmentCodeRequired: required === "department",
    commitmentNumberRequired: required === "commitment",
    commitmentOrDepartmentRequired: required === "either",
  };
}

function person(people: Map<string, Account>, name: string): Account {
  const account = people.get(`${name}@demo.example`);
  if (!account) throw new Error(`${name} is not among the demonstration people`);
  return account;
}
