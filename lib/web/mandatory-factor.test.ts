import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const enrolment = "app/(portal)/mon-compte/double-authentification/";

/** What may know who is signed in without asking whether he must set a second factor up, and why. */
const harmless: Record<string, string> = {
  "app/_frame/frame.tsx": "shows his name and his tabs; each of them asks",
  "app/_frame/password-again.tsx": "is a field of a form whose action asks",
  "app/(public)/adresse-de-contact/confirmee/page.tsx": "chooses between two links",
  "app/(public)/adresse-de-connexion/actions.ts": "acts by a mailed secret, signed in or not",
  "app/(public)/connexion/page.tsx": "says whose session is open, and leads on to pages that ask",
  "app/(public)/plan-du-site/page.tsx": "chooses which links to show",
};

const sources = readdirSync(join(root, "app"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: path.slice(root.length + 1), text: readFileSync(path, "utf8") }));

const calling = (name: string) => sources.filter(({ text }) => text.includes(`${name}(`));

test("R-425 · whoever must set a second factor up reaches the pages that do so, and no other page or action", () => {
  const open = calling("requireAccountToEnrol").map(({ path }) => path);
  expect(open).toContain(`${enrolment}page.tsx`);
  expect(open.filter((path) => !path.startsWith(enrolment))).toEqual([]);
});

test("R-425 · what asks by itself who is signed in also asks whether he must set a second factor up", () => {
  const asking = calling("currentActor").filter(({ path }) => !path.startsWith(enrolment) && !(path in harmless));
  expect(asking.length).toBeGreaterThan(0);
  expect(asking.filter(({ text }) => !text.includes("mustEnrolSecondFactor")).map(({ path }) => path)).toEqual([]);
});
