import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  importsOf,
  longComments,
  missingDocuments,
  openToEverybody,
  provenTogether,
  rulesOf,
  type Source,
  untested,
  untruthsOf,
  wrongsOf,
} from "./architecture";

const sources: Source[] = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path && existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

const rules = rulesOf(
  ["portal", "security-and-accessibility"]
    .map((name) => readFileSync(new URL(`../specification/${name}.md`, import.meta.url), "utf8"))
    .join("\n"),
);

describe("the project", () => {
  test("keeps to its floors, names, clock, settings and guards", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(wrongsOf)).toEqual([]);
  });

  test("has a test beside every command, read and endpoint", () => {
    expect(untested(sources)).toEqual([]);
  });

  test("SEC-102 · has tests that name rules there are, and that do not sleep", () => {
    expect(rules.size).toBeGreaterThan(400);
    // The wrong examples below are here on purpose.
    const others = sources.filter(({ path }) => path !== "lib/testing/architecture.test.ts");
    expect(others.flatMap((source) => untruthsOf(source, rules))).toEqual([]);
  });

  test("has comments that a screen shows whole", () => {
    expect(sources.flatMap(longComments)).toEqual([]);
  });

  test("points to no document that is not there", () => {
    const documents = new Set(readdirSync(new URL("../specification", import.meta.url)));
    expect(sources.flatMap((source) => missingDocuments(source, documents))).toEqual([]);
  });

  test("lets the middleware reach no database, not even through what it imports", () => {
    expect(
      [...reachedFrom("middleware.ts")].filter((name) =>
        /^(drizzle|pg$|@vercel\/postgres|@electric-sql|lib\/platform\/(live|open))/.test(name),
      ),
    ).toEqual([]);
  });

  test("excuses no file that is gone from having a test, and names tests that are there", () => {
    const paths = sources.map(({ path }) => path);
    const gone = Object.entries(provenTogether).flatMap(([proven, reason]) => [
      ...(paths.some((path) => path.startsWith(proven)) ? [] : [proven]),
      ...(reason.match(/\S+\.test\.ts/g) ?? []).filter((path) => !paths.includes(path)),
    ]);
    expect(gone).toEqual([]);
  });

  test("excuses no action that is gone", () => {
    const gone = Object.keys(openToEverybody).filter((key) => {
      const [path, name] = key.split("#");
      return !sources.find((source) => source.path === path)?.text.includes(`export const ${name} `);
    });
    expect(gone).toEqual([]);
  });
});

describe("the guard itself", () => {
  test.each<[string, string, string, RegExp]>([
    [
      "a lower floor that knows a higher one",
      "lib/account/x.ts",
      `import { a } from "@/lib/attachment/actor";`,
      /stands above it/,
    ],
    [
      "a neighbour on the same floor",
      "lib/account/x.ts",
      `import type { S } from "@/lib/directory/siret";`,
      /stands beside it/,
    ],
    ["a way around by a relative path", "lib/account/x.ts", `export * from "../web/routes";`, /stands above it/],
    ["a lazy import", "lib/platform/x.ts", `const a = await import("@/lib/outbox/enqueue");`, /stands above it/],
    ["a schema that knows the product", "drizzle/schema/x.ts", `import "@/lib/i18n/language";`, /stands above it/],
    ["a folder on no floor", "lib/billing/x.ts", "export {};", /no floor/],
    ["a text composed whatever its length", "lib/account/x.ts", `typed.normalize("NFC");`, /take unicodeForm/],
    [
      "a domain that redirects",
      "lib/account/x.ts",
      `import { redirect } from "next/navigation";`,
      /know the framework/,
    ],
    [
      "a mail that asks the request for its language",
      "lib/notification/x.ts",
      `import { getTranslations } from "next-intl/server";`,
      /know the framework/,
    ],
    [
      "a page that reads a table",
      "app/(public)/x/page.tsx",
      `import { accounts } from "@/drizzle/schema/account";`,
      /never sees a table/,
    ],
    ["a page that writes SQL", "app/(public)/x/page.tsx", `import { sql } from "drizzle-orm";`, /never sees a table/],
    [
      "a middleware that decides",
      "middleware.ts",
      `import { isManager } from "@/lib/attachment/actor";`,
      /at the edge/,
    ],
    [
      "a product that uses its tests",
      "lib/account/x.ts",
      `import { PASSWORD } from "@/lib/testing/people";`,
      /only tests use it/,
    ],
    ["a barrel", "lib/account/index.ts", "export {};", /says nothing/],
    ["a drawer", "lib/account/date-utils.ts", "export {};", /says nothing/],
    ["a service", "lib/services/x.ts", "export {};", /says nothing/],
    ["a second clock", "lib/account/x.ts", "const now = new Date( );", /ctx\.now/],
    ["a third clock", "app/(public)/x/page.tsx", "const now = Date.now();", /ctx\.now/],
    ["dice", "lib/web/x.ts", "Math.random()", /ctx\.secret/],
    ["a setting read in passing", "lib/web/x.ts", "const a = process.env.SECRET;", /lib\/platform\/env/],
    ["all settings at once", "app/x/page.tsx", "const { SECRET } = process.env;", /lib\/platform\/env/],
    [
      "an action without a guard",
      "app/x/actions.ts",
      `"use server";\nexport const save = formAction(input, async () => {});`,
      /calls no guard/,
    ],
    [
      "a second action that relies on the first one's guard",
      "app/x/actions.ts",
      `"use server";\nexport const a = formAction(i, async () => { await requireAccount(); });\nexport const b = formAction(i, async () => {});`,
      /b calls no guard/,
    ],
    [
      "a guard in a comment",
      "app/x/actions.ts",
      `"use server";\nexport const a = formAction(i, async () => {\n  // requireAccount()\n});`,
      /calls no guard/,
    ],
    [
      "an action that parses by itself",
      "app/x/actions.ts",
      `"use server";\nexport async function save(data: FormData) { await requireAccount(); }`,
      /no formAction/,
    ],
    ["an action hidden in a page", "app/x/page.tsx", `async function save() { "use server"; }`, /actions\.ts/],
  ])("refuses %s", (_what, path, text, sentence) => {
    expect(wrongsOf({ path, text }).join("\n")).toMatch(sentence);
  });

  test.each<[string, string, string]>([
    [
      "a page that calls a domain",
      "app/x/page.tsx",
      `import { signIn } from "@/lib/account/sign-in";\nimport { redirect } from "next/navigation";`,
    ],
    ["a date that was given", "lib/account/x.ts", "const until = new Date(ctx.now().getTime() + 1);"],
    ["a mention in a comment", "lib/account/x.ts", "// not new Date(), nor process.env\nexport {};"],
    [
      "an address that contains two slashes",
      "lib/account/x.ts",
      `const link = "https://example.org"; import { a } from "./y";`,
    ],
    ["French folders of pages", "app/(portal)/structures/[id]/services/page.tsx", "export default function Page() {}"],
    ["a test that uses people", "lib/account/x.test.ts", `import { anAccount } from "@/lib/testing/people";`],
    [
      "a guarded action",
      "app/x/actions.ts",
      `"use server";\nexport const save = formAction(input, async () => {\n  await requireAccount();\n});`,
    ],
  ])("lets %s pass", (_what, path, text) => {
    expect(wrongsOf({ path, text })).toEqual([]);
  });

  test.each([
    `test("SEC-5 · x", () => {});`,
    `test("A11Y · x", () => {});`,
    `test("R-402, R-9402 · x", () => {});`,
    "await new Promise((resolve) => setTimeout(resolve, 20));",
    `import { setTimeout as pause } from "node:timers/promises";`,
  ])("refuses a test that says %s", (text) => {
    expect(untruthsOf({ path: "lib/account/x.test.ts", text }, rules)).toHaveLength(1);
    expect(untruthsOf({ path: "lib/account/x.ts", text }, rules)).toEqual([]);
  });

  test.each([
    `test("R-402, SEC-100 · M-45b, S-03: number S-2026-000001", () => {});`,
    "test.setTimeout(300_000);",
    "// no setTimeout(resolve, 500) here",
    `const waits = vi.spyOn(globalThis, "setTimeout");`,
  ])("lets a test say %s", (text) => {
    expect(untruthsOf({ path: "e2e/x.spec.ts", text }, rules)).toEqual([]);
  });

  test("refuses a journey that waits by the clock", () => {
    const text = "await page.waitForTimeout(500);";
    expect(untruthsOf({ path: "e2e/x.spec.ts", text }, rules)).toHaveLength(1);
  });

  test("misses no comment that points nowhere", () => {
    const source = { path: "lib/api/x.ts", text: "/** One call (\u0060absent.md\u0060). */" };
    expect(missingDocuments(source, new Set(["portal.md"]))).toHaveLength(1);
    expect(missingDocuments(source, new Set(["absent.md"]))).toEqual([]);
  });

  test.each(["/** a */", " * a", "// a", "    {/* a */}"])("misses no long comment written as %s", (comment) => {
    const of = (length: number) => longComments({ path: "app/x.tsx", text: comment.replace("a", "a".repeat(length)) });
    expect(of(120)).toEqual([]);
    expect(of(121)).toHaveLength(1);
  });

  test("misses no command without a test", () => {
    const command = { path: "lib/account/sign-in.ts", text: "export async function signIn(\n  ctx: Context,\n) {}" };
    expect(untested([command])).toHaveLength(1);
    expect(untested([command, { path: "lib/account/sign-in.test.ts", text: "" }])).toEqual([]);
    expect(untested([{ ...command, path: "lib/api/endpoints/sign-in.ts" }])).toHaveLength(1);
    const endpoint = "export const readFeed = defineEndpoint({});";
    expect(untested([{ path: "lib/api/endpoints/feed.ts", text: endpoint }])).toHaveLength(1);
  });
});

/** Everything a file imports, directly or through others; types alone are erased and reach nothing. */
function reachedFrom(path: string, reached = new Set<string>()): Set<string> {
  const source = sources.find((one) => one.path === path);
  if (!source) return reached;
  const kept = source.text.replace(/^(?:import|export) type [\s\S]*?;$/gm, "");
  for (const target of importsOf(kept, path)) {
    if (reached.has(target)) continue;
    reached.add(target);
    for (const extension of [".ts", ".tsx"]) reachedFrom(target + extension, reached);
  }
  return reached;
}
