import { madeUpId, madeUpPerson, scattered } from "./made-up";

const kinds = [
  "account",
  "structure",
  "attachment",
  "subscription",
  "department",
  "history",
  "feed",
  "invitation",
] as const;

/** How large a made-up database is. */
export interface Sizes {
  accounts: number;
  structures: number;
  /** Of the one large structure. */
  members: number;
  pending: number;
}

/** Where the nth attachment stands. */
export interface Standing {
  account: number;
  structure: number;
  role: "primary-manager" | "secondary-manager" | "member";
  status: "approved" | "suspended" | "ended" | "pending" | "refused";
}

const ORDINARY_MEMBERS = 20;
const ORDINARY_PENDING = 5;
/** Structures of which the large structure's manager is secondary manager. */
const HELPED = 20;
const DEPARTMENTS_AT_MOST = 64;

/** The nth id of its kind. */
export function idOf(kind: (typeof kinds)[number], n: number): string {
  return madeUpId(n, 1 + kinds.indexOf(kind));
}

/** The id of a department, by its place in its structure. */
export function departmentIdOf(structure: number, place: number): string {
  return idOf("department", structure * DEPARTMENTS_AT_MOST + place);
}

/** The manager of the large structure, who may be signed in. */
export const largeManager = { email: "grande@fill.example", id: idOf("account", 0), structureId: idOf("structure", 0) };
/** The manager of an ordinary structure, of the same size in every database. */
export const ordinaryManager = {
  email: "ordinaire@fill.example",
  id: idOf("account", 1),
  structureId: idOf("structure", 1),
};

/** The login address of the nth person. */
export function addressOf(n: number): string {
  if (n === 0) return largeManager.email;
  if (n === 1) return ordinaryManager.email;
  const { givenName, familyName } = madeUpPerson(n);
  const plain = `${givenName}.${familyName}`.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `${plain}.${n}@fill.example`;
}

/** Everybody has one attachment; the large structure's manager helps in some more. */
export function attachmentsIn({ accounts, structures }: Sizes): number {
  return accounts + Math.min(HELPED, structures - 2);
}

/** To which structure the nth attachment belongs, and as what: the first ones are the primary managers. */
export function standing(n: number, { accounts, structures, members, pending }: Sizes): Standing {
  if (n >= accounts) return { account: 0, structure: n - accounts + 2, role: "secondary-manager", status: "approved" };
  if (n < structures) return { account: n, structure: n, role: "primary-manager", status: "approved" };
  const place = n - structures;
  // Everybody who manages is told of each decision: a structure of 5,000 has some 25 managers, not hundreds.
  const ofManagers = place < members ? 200 : 20;
  const role = scattered(n, 13) % ofManagers === 0 ? "secondary-manager" : "member";
  const chance = scattered(n, 14) % 100;
  const ordinary = place - members - pending;
  if (ordinary < 0) {
    if (place >= members) return { account: n, structure: 0, role: "member", status: "pending" };
    return { account: n, structure: 0, role, status: chance < 4 ? "suspended" : "approved" };
  }
  if (ordinary < ORDINARY_MEMBERS + ORDINARY_PENDING) {
    return { account: n, structure: 1, role: "member", status: ordinary < ORDINARY_MEMBERS ? "approved" : "pending" };
  }
  const structure = 2 + (scattered(n, 15) % (structures - 2));
  if (chance < 2) return { account: n, structure, role: "member", status: "refused" };
  if (chance < 4) return { account: n, structure, role: "member", status: "pending" };
  const status = chance < 7 ? "ended" : chance < 12 ? "suspended" : "approved";
  return { account: n, structure, role, status };
}

/** Whether the nth person is there for good: managers and those of the measured structures decide and are decided on. */
export function isNeeded(n: number, { structures, members, pending }: Sizes): boolean {
  return n < structures + members + pending + ORDINARY_MEMBERS + ORDINARY_PENDING;
}

/** How many departments a structure has beside its default one. */
export function departmentsIn(structure: number): number {
  if (structure === 0) return 40;
  if (structure === 1) return 3;
  return structure % 4 === 0 ? 2 : 0;
}
