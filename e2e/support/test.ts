import { randomBytes } from "node:crypto";
import { test as base } from "@playwright/test";
import { Client } from "pg";
import { siretNumber } from "@/lib/testing/siret-number";
import { fakeWidget, type WidgetBehaviour } from "./fake-widget";
import { type Mailbox, mailboxAt } from "./mailbox";
import { type Portal, type PortalKind, portalOf } from "./portals";
import { type Complaints, watchComplaints } from "./watch";

export { expect } from "@playwright/test";
export { expectAccessible } from "./expect-accessible";

export interface PortalOptions {
  /** Which of the two portals a test visits. */
  portalKind: PortalKind;
}

/** Somebody whom the portal does not know yet. */
export interface Person {
  email: string;
  givenName: string;
  familyName: string;
  password: string;
  secretAnswer: string;
}

interface Fixtures {
  portal: Portal;
  mailbox: Mailbox;
  /** The portal's own database: to look behind a screen, or to let time pass for a row. */
  database: Client;
  person: Person;
  /** A valid SIRET that no test used yet; the register knows it as an active private company. */
  freshSiret: () => string;
  widget: { behaviour: WidgetBehaviour };
  complaints: Complaints;
}

/** Playwright's test, at the portal: each test is a person of its own who comes from an address of its own. */
export const test = base.extend<Fixtures & PortalOptions>({
  portalKind: ["guarded", { option: true }],
  portal: async ({ portalKind }, use) => use(portalOf(portalKind)),
  baseURL: async ({ portal }, use) => use(portal.url),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted off this pattern.
  extraHTTPHeaders: async ({}, use) => use({ "x-forwarded-for": someAddress() }),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  widget: async ({}, use) => use({ behaviour: { kind: "passes" } }),
  // Listens from before the first page on, in every test.
  complaints: [
    async ({ context, widget, portalKind }, use) => {
      const complaints = watchComplaints(context);
      if (portalKind === "guarded") await fakeWidget(context, () => widget.behaviour);
      await use(complaints);
      base.expect(complaints.unexpected(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
  mailbox: async ({ portal }, use) => {
    base.skip(portal.mailboxUrl === null, "PLAYWRIGHT_MAILBOX_URL names no mailbox to read");
    await use(mailboxAt(portal.mailboxUrl ?? ""));
  },
  database: async ({ portal }, use) => {
    base.skip(portal.databaseUrl === null, "the database of a portal elsewhere is out of reach");
    const client = new Client({ connectionString: portal.databaseUrl ?? "" });
    await client.connect();
    await use(client);
    await client.end();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  person: async ({}, use) =>
    use({
      email: `camille.${some()}@example.org`,
      givenName: "Camille",
      familyName: "Durand",
      password: "bateau-lavoir 1889",
      secretAnswer: "Réglisse",
    }),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  freshSiret: async ({}, use) => use(() => siretNumber(randomBytes(4).readUInt32BE() % 9_000_000)),
});

/** Short, lower-case and never the same twice. */
function some(): string {
  return randomBytes(6).toString("hex");
}

/** One of the addresses that documentation and benchmarks may use (RFC 2544): no limit of another test is met. */
function someAddress(): string {
  const [a = 0, b = 0, c = 0] = randomBytes(3);
  return `198.${18 + (a % 2)}.${b}.${c}`;
}
