import {
  addressOf,
  attachmentsIn,
  departmentIdOf,
  departmentsIn,
  idOf,
  isNeeded,
  type Sizes,
  standing,
} from "./large-world";
import { madeUpCompany, madeUpPerson, scattered } from "./made-up";
import { siretNumber } from "./siret-number";

/** Rows of one table, as `copy` reads them. */
export interface Rows {
  table: string;
  columns: string;
  /** About how many there will be. */
  expected: number;
  lines: () => Generator<string>;
}

interface World {
  sizes: Sizes;
  passwordHash: string;
  /** A moment so many days ago, at a time of day of its own. */
  day: (daysAgo: number, n: number) => string;
}

type Row = (string | null)[];

interface Table {
  columns: string;
  /** What it holds rows for. */
  of: (sizes: Sizes) => number;
  /** How many rows each of them has on average: for the progress bar. */
  each: number;
  rows: (n: number, world: World) => Row[];
}

/** Everything a portal holds after some years, table by table, the same at each run (S-13, S-14 under load). */
export function largeDatabase(sizes: Sizes, { now, passwordHash }: { now: Date; passwordHash: string }): Rows[] {
  const world = { sizes, passwordHash, day: calendar(now) };
  return Object.entries(tables).map(([table, { columns, of, each, rows }]) => ({
    table,
    columns,
    expected: of(sizes) * each,
    *lines() {
      for (let n = 0; n < of(sizes); n++) for (const row of rows(n, world)) yield line(row);
    },
  }));
}

const accountsIn = ({ accounts }: Sizes) => accounts;
const structuresIn = ({ structures }: Sizes) => structures;

const tables: Record<string, Table> = {
  accounts: {
    columns:
      "id, email, contact_email, password_hash, status, family_name, given_name, language, terms_version, terms_accepted_at, created_at, last_sign_in_at, deactivated_at, deactivation_cause",
    of: accountsIn,
    each: 1,
    rows(n, { sizes, passwordHash, day }) {
      const { givenName, familyName } = madeUpPerson(n);
      const email = addressOf(n);
      const createdAt = day(400 + (scattered(n, 8) % 600), n);
      const status = !isNeeded(n, sizes) && scattered(n, 9) % 50 === 0 ? "deactivated" : "active";
      const names = [familyName, givenName, "fr"];
      const signedInAt = day(scattered(n, 12) % 300, n);
      const closed = status === "deactivated" ? [signedInAt, "own-wish"] : [null, null];
      const times = [createdAt, createdAt, signedInAt, ...closed];
      return [[idOf("account", n), email, email, passwordHash, status, ...names, "2026-11", ...times]];
    },
  },
  structures: {
    columns:
      "id, identifier_type, identifier, status, sector, legal_name, address_line1, postcode, city, country, address_disclosed, created_at",
    of: structuresIn,
    each: 1,
    rows(n, { day }) {
      const { legalName, street, postcode, city } = madeUpCompany(n);
      const sector = scattered(n, 10) % 20 === 0 ? "public" : "private";
      const status = n > 1 && scattered(n, 11) % 50 === 0 ? "inactive" : "active";
      const place = [street, postcode, city, "FR", "t", day(400 + (scattered(n, 8) % 600), n)];
      return [[idOf("structure", n), "SIRET", siretNumber(n), status, sector, legalName, ...place]];
    },
  },
  open_workspaces: {
    columns: "structure_id, workspace, opened_at",
    of: structuresIn,
    each: 3,
    rows: (n, { day }) => opened.map((workspace) => [idOf("structure", n), workspace, day(300, n)]),
  },
  departments: {
    columns: "id, structure_id, code, name, valid_from",
    of: structuresIn,
    each: 0.5,
    rows: (n) =>
      Array.from({ length: departmentsIn(n) }, (_, place) => {
        const name = `${["Comptabilité", "Travaux", "Achats", "Atelier"][place % 4]} ${place + 1}`;
        return [departmentIdOf(n, place), idOf("structure", n), `SERVICE-${place + 1}`, name, "2020-01-01"];
      }),
  },
  attachments: {
    columns:
      "id, account_id, structure_id, role, status, comment, requested_at, decided_at, decided_by, refusal_reason",
    of: attachmentsIn,
    each: 1,
    rows(n, { sizes, day }) {
      const { account, structure, role, status } = standing(n, sizes);
      const isPending = status === "pending";
      const requestedAt = day(isPending ? 1 + (scattered(n, 12) % 55) : 60 + (scattered(n, 12) % 300), n);
      const who = [idOf("attachment", n), idOf("account", account), idOf("structure", structure), role, status];
      const decision = isPending || account === structure ? [null, null] : [requestedAt, idOf("account", structure)];
      const comment = isPending && n % 3 === 0 ? "Je rejoins la comptabilité." : null;
      return [[...who, comment, requestedAt, ...decision, status === "refused" ? "Vous nous êtes inconnu." : null]];
    },
  },
  attachment_departments: {
    columns: "attachment_id, department_id, status, requested_at",
    of: accountsIn,
    each: 0.1,
    rows(n, { sizes, day }) {
      const { structure, status } = standing(n, sizes);
      const count = departmentsIn(structure);
      if (count === 0 || n < sizes.structures || n % 2 === 0) return [];
      const decision = status === "pending" || status === "refused" ? status : "approved";
      return [[idOf("attachment", n), departmentIdOf(structure, n % count), decision, day(90, n)]];
    },
  },
  subscriptions: {
    columns: "id, account_id, structure_id, workspace, access, status, requested_at, decided_at",
    of: attachmentsIn,
    each: 2.1,
    rows(n, { sizes, day }) {
      const { account, structure, role, status } = standing(n, sizes);
      if (status !== "approved") return [];
      const asksForMore = role === "member" && n % (structure < 2 ? 10 : 33) === 0;
      return opened.flatMap((workspace, place): Row[] => {
        const who = [idOf("subscription", n * 4 + place), idOf("account", account), idOf("structure", structure)];
        if (role !== "member" || place < 2) return [[...who, workspace, "write", "active", day(90, n), day(90, n)]];
        return asksForMore ? [[...who, workspace, "read", "pending", day(n % 50, n), null]] : [];
      });
    },
  },
  structure_history: {
    columns: "id, structure_id, subject_id, target_id, actor_id, kind, happened_at",
    of: attachmentsIn,
    each: 2,
    rows(n, { sizes, day }) {
      const { account, structure, status } = standing(n, sizes);
      const about = [idOf("structure", structure), idOf("account", account), idOf("attachment", n)];
      const asked = [idOf("history", n * 2), ...about, idOf("account", account), "attachment-requested", day(91, n)];
      if (status === "pending") return [asked];
      const kind = status === "refused" ? "attachment-refused" : "attachment-approved";
      return [asked, [idOf("history", n * 2 + 1), ...about, idOf("account", structure), kind, day(90, n)]];
    },
  },
  feed_events: {
    columns: "id, structure_id, account_id, kind, person_name, happened_at",
    of: attachmentsIn,
    each: 1.7,
    rows(n, { sizes, day }) {
      const { account, structure, status } = standing(n, sizes);
      const { givenName, familyName } = madeUpPerson(account);
      const kind = status === "pending" ? "attachment-requested" : "attachment-approved";
      const own = [idOf("feed", n * 2), idOf("structure", structure), idOf("account", account), kind, null, day(90, n)];
      if (account === structure) return [own];
      const manager = [idOf("feed", n * 2 + 1), idOf("structure", structure), idOf("account", structure)];
      return [own, [...manager, "attachment-requested-by", `${givenName} ${familyName}`, day(91, n)]];
    },
  },
  invitations: {
    columns: "id, structure_id, invited_by, email, role, permissions, invited_at, sent_at, expires_at",
    of: structuresIn,
    each: 0.5,
    rows(n, { day }) {
      if (n > 1 && n % 2 !== 0) return [];
      const offer = [`invite.${n}@fill.example`, "member", '{"departmentIds":[],"workspaces":[]}'];
      const dates = [day(3, n), day(3, n), day(-27, n)];
      return [[idOf("invitation", n), idOf("structure", n), idOf("account", n), ...offer, ...dates]];
    },
  },
};

const opened = ["FACTURES_EMISES", "SOLLICITATIONS_EMISES", "SUIVI_FLUX"];

/** Moments by days ago: made once, for millions of rows. */
function calendar(now: Date): World["day"] {
  const days = new Map<number, string>();
  return (daysAgo, n) => {
    let date = days.get(daysAgo);
    if (date === undefined) {
      date = new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
      days.set(daysAgo, date);
    }
    const minutes = scattered(n, 16) % 1440;
    return `${date}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}:00Z`;
  };
}

/** A line of `copy`'s text form: nothing made up here holds a tab, a backslash or an end of line. */
function line(row: Row): string {
  return `${row.map((value) => value ?? "\\N").join("\t")}\n`;
}
