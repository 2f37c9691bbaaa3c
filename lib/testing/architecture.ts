/** A source file of the project: its path from the root, and its text. */
export interface Source {
  path: string;
  text: string;
}

// From the lowest to the highest; folders of one floor do not know each other.
const floors = [
  ["drizzle"],
  ["lib/platform", "lib/i18n"],
  ["lib/audit", "lib/outbox"],
  ["lib/account", "lib/directory"],
  ["lib/structure"],
  ["lib/workspace"],
  ["lib/attachment"],
  ["lib/technical-account", "lib/news", "lib/invitation", "lib/document", "lib/mandate"],
  ["lib/operation"],
  ["lib/api"],
  ["lib/onboarding"],
  ["lib/recovery", "lib/departure"],
  ["lib/administration", "lib/upkeep"],
  ["lib/notification"],
  ["lib/web"],
  ["app", "middleware.ts", "instrumentation.ts", "next.config.ts"],
];
// They use the product, they are no part of it.
const outside = ["lib/testing", "lib/commands", "e2e"];

// At the edge: a domain's rule there would be a second one, and would not know the database.
const edge = ["lib/web", "lib/platform", "lib/i18n"];
// The people of the demonstration are test people, and the one part of lib/testing that a server loads.
const demonstration = "lib/testing/demo-seed";

/** Actions that anybody may call, with the reason why no guard stands before them. */
export const openToEverybody: Record<string, string> = {
  "app/_frame/actions.ts#chooseLanguage": "a visitor chooses his language before anything else (R-1209)",
  "app/(public)/adresse-de-contact/actions.ts#confirmContact":
    "whoever holds the mailed secret may confirm the address, signed in or not (SEC-25)",
  "app/(public)/adresse-de-connexion/actions.ts#confirmLogin":
    "whoever holds the mailed secret may confirm the address, signed in or not (SEC-25)",
};

/** Files without a test of their own, or folders of them, with the tests that prove them together. */
export const provenTogether: Record<string, string> = {
  "lib/notification/mails/": "lib/notification/compose-mail.test.ts writes every kind in both languages",
  "lib/operation/kinds/":
    "lib/operation/kinds/member-kinds.test.ts and lib/operation/carry-out-operation.test.ts carry each of them out",
  "lib/api/endpoints/requests.ts":
    "lib/api/decide-request.test.ts and lib/api/find-pending-requests.test.ts call them as software does",
};

/** What a file does that section 2 of the architecture guide forbids; each sentence says where the code should go. */
export function wrongsOf(source: Source): string[] {
  const code = withoutComments(source.text);
  const checks = [wrongName, wrongImports, wrongClockOrChance, wrongSettings, wrongAction, wrongForm];
  return checks.flatMap((check) => check(source.path, code)).map((wrong) => `${source.path}: ${wrong}`);
}

/** Commands, reads, endpoints and kinds of operation that no test stands beside. */
export function untested(sources: Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources
    .filter(({ path }) => /^lib\/[^/]+\/.+\.tsx?$/.test(path) && !isTest(path) && !isOutside(path) && !isPlumbing(path))
    .filter(({ path }) => !Object.keys(provenTogether).some((proven) => path.startsWith(proven)))
    .filter(({ text }) =>
      /export (?:(?:async )?function \w+\(\s*ctx: Context\b|const \w+ = (?:defineEndpoint|rowAct)\()/.test(text),
    )
    .filter(({ path }) => !paths.has(path.replace(/\.tsx?$/, ".test.ts")))
    .map(
      ({ path }) => `${path}: what a person can do or see has a test beside it, ${path.replace(/\.tsx?$/, ".test.ts")}`,
    );
}

/** The numbers of all rules, messages, mails, screens, conflicts and vectors that a specification gives. */
export function rulesOf(specification: string): Set<string> {
  return new Set(
    [...specification.matchAll(/^(?:- |\| )((?:SEC|A11Y|[RTMNSC])-\d+b?)\b/gm)].map(([, rule = ""]) => rule),
  );
}

/** Documents that a comment points to and that nobody finds. */
export function missingDocuments({ path, text }: Source, documents: Set<string>): string[] {
  return [...text.matchAll(/`([\w-]+\.md)`/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !documents.has(name))
    .map((name) => `${path}: points to ${name}, which lib/specification does not hold`);
}

/** Lines of comments whose text, its marks aside, is longer than a line of code may be: no formatter wraps them. */
export function longComments({ path, text }: Source): string[] {
  return text.split("\n").flatMap((line, index) => {
    const [, said = ""] = /^\s*(?:\{?\/\*\*?|\/\/|\*)\s(.*?)(?:\s\*\/\}?)?$/.exec(line) ?? [];
    return said.length > 120 ? [`${path}:${index + 1}: a comment of ${said.length} characters: wrap it at 120`] : [];
  });
}

/** What a test says that is not so: rules it names that there are not, and waiting by the clock (SEC-102). */
export function untruthsOf({ path, text }: Source, rules: Set<string>): string[] {
  if (!isTest(path) && !isJourney(path)) return [];
  // "SEC" alone is half a number; "S-2026-000001" is no screen.
  const cited = text.match(/\b(?:SEC|A11Y)\b(?:-\w*)?|(?<![\w-])[RTMNSC]-\d\w*\b(?!-)/g) ?? [];
  const sleeps = /(?<!\btest\.)\bsetTimeout\(|timers\/promises|\bwaitForTimeout\(/.test(withoutComments(text));
  return [
    ...cited
      .filter((rule) => !rules.has(rule))
      .map((rule) => `${path}: names ${rule}, which lib/specification does not hold`),
    ...(sleeps ? [`${path}: sleeps: wait for what it waits for (untilOneWaits, vi.waitFor, expect.poll)`] : []),
  ];
}

/** The floor's folder that a path belongs to, with its height. */
function floorOf(path: string): { folder: string; height: number } | undefined {
  for (const [height, folders] of floors.entries()) {
    const folder = folders.find((name) => path === name || path.startsWith(`${name}/`));
    if (folder) return { folder, height };
  }
  return undefined;
}

function wrongName(path: string): string[] {
  const [file = "", ...folders] = path.split("/").reverse();
  const stem = file.replace(/\..*$/, "");
  const vague = /^(index|utils?|helpers?|common|misc|shared)$|(^|-)(utils?|helpers?|services?|manager-service)$/;
  // Under app, folders are addresses: /structures/x/services is French.
  const names = path.startsWith("app/") ? [stem] : [stem, ...folders];
  return names
    .filter((name) => vague.test(name))
    .map((name) => `"${name}" says nothing: name the file after the one thing it exports`);
}

function wrongImports(path: string, code: string): string[] {
  if (isOutside(path)) return [];
  const here = floorOf(path);
  if (!here) return ["stands on no floor: put it into app, a folder of lib that section 2 names, or drizzle"];
  return importsOf(code, path).flatMap((target) => {
    const there = floorOf(target);
    if (isFramework(target) && here.height < heightOf("lib/web")) {
      return [
        `imports "${target}": only app, middleware.ts and lib/web know the framework; return a value and let them act on it`,
      ];
    }
    if (/^drizzle-orm|^drizzle\//.test(target) && here.folder === "app") {
      return [`imports "${target}": a page never sees a table; add a query to the domain's folder in lib`];
    }
    if (path === "middleware.ts" && there && !edge.includes(there.folder)) {
      return [
        `imports "${target}": the middleware runs at the edge and only reads the cookie; put the rule into a guard of lib/web`,
      ];
    }
    if (isOutside(target)) {
      return isTest(path) || target === demonstration
        ? []
        : [`imports "${target}": only tests use it; production code goes into a folder of lib`];
    }
    if (!there || there.folder === here.folder || isTest(path)) return [];
    if (there.height < here.height) return [];
    const higher = there.height === here.height ? "beside" : "above";
    return [
      `imports "${target}", which stands ${higher} it: move what both need down, or this use case up to ${there.folder}`,
    ];
  });
}

function wrongClockOrChance(path: string, code: string): string[] {
  // In the browser and at the edge there is no Context; lib/platform is where the one clock is made.
  const noContext = path === "middleware.ts" || isConfig(path) || /^\s*["']use client["']/.test(code);
  if (noContext || isOutside(path) || path.startsWith("lib/platform/")) return [];
  const forbidden = [/\bDate\.now\b/, /\bnew Date\(\s*\)/, /\bMath\.random\b/];
  return forbidden
    .filter((pattern) => pattern.test(code))
    .map(
      (pattern) =>
        `uses ${pattern.source.replaceAll(/\\[bs]\*?|\\/g, "")}: take ctx.now(), ctx.id() or ctx.secret(), which tests can fix`,
    );
}

function wrongSettings(path: string, code: string): string[] {
  if (isOutside(path) || path === "lib/platform/env.ts" || isConfig(path)) return [];
  const read = [...code.matchAll(/\bprocess\.env\b(?:\.(\w+)|\[)?/g)].map(([, name]) => name);
  const allowed = path === "instrumentation.ts" ? ["NEXT_RUNTIME", "NEXT_PHASE"] : [];
  return read
    .filter((name) => !name || !allowed.includes(name))
    .map(
      (name) =>
        `reads process.env${name ? `.${name}` : ""}: declare the variable in lib/platform/env.ts and take ctx.env`,
    );
}

function wrongAction(path: string, code: string): string[] {
  const isActions = path.startsWith("app/") && path.endsWith("/actions.ts");
  if (isOutside(path)) return [];
  if (/["']use server["']/.test(code) && !isActions) {
    return [`holds "use server": server actions stand in an actions.ts beside their page, where guards are looked for`];
  }
  if (!isActions) return [];
  // From one export to the next, whatever stands between.
  const [, ...exported] = code.split(/^export /m);
  return exported.flatMap((part) => {
    const name = /^(?:const|async function|function) (\w+)/.exec(part)?.[1] ?? part.split("\n")[0];
    if (part.startsWith("type ") || part.startsWith("interface ")) return [];
    // Its guard is inside: the permit of the right it names, or support.
    if (/^const \w+ = (permittedAction|adminAction)\(/.test(part)) return [];
    if (!/^const \w+(: [^=]+)? = formAction\(/.test(part)) {
      return [`${name} is no formAction: only that checks the origin and parses what was sent`];
    }
    if (/\brequire[A-Z]\w*\(/.test(part) || `${path}#${name}` in openToEverybody) return [];
    return [
      `${name} calls no guard: call one of lib/web/guards, or say in openToEverybody (lib/testing/architecture.ts) why anybody may`,
    ];
  });
}

function wrongForm(path: string, code: string): string[] {
  if (isOutside(path) || isTest(path) || path === "lib/platform/unicode-form.ts") return [];
  return /\.normalize\(/.test(code)
    ? ["calls normalize(), which takes minutes over a megabyte of accents: take unicodeForm of lib/platform"]
    : [];
}

/** What a file imports, in whatever way: paths from the root without extension, or package names. */
export function importsOf(code: string, path: string): string[] {
  const patterns = [
    /\b(?:import|export)\b(?:[^"'`;()]*?)\bfrom\s*["']([^"']+)["']/g,
    /\bimport\s*\(?\s*["']([^"']+)["']/g,
    /\brequire\(\s*["']([^"']+)["']/g,
  ];
  return patterns
    .flatMap((pattern) => [...code.matchAll(pattern)].map(([, target = ""]) => target))
    .map((target) => {
      if (target.startsWith("@/")) return target.slice(2);
      if (target.startsWith(".")) return new URL(target, `file:///${path}`).pathname.slice(1);
      return target;
    })
    .map((target) => target.replace(/\.(tsx?|mjs|js)$/, ""));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/[^\n]*/gm, "$1");
}

function isFramework(target: string): boolean {
  return (
    /^(next|next-auth|@auth\/core)(\/|$)/.test(target) ||
    target === "next-intl/server" ||
    target.startsWith("next-intl/server/")
  );
}

function heightOf(folder: string): number {
  return floors.findIndex((folders) => folders.includes(folder));
}

function isOutside(path: string): boolean {
  return outside.some((folder) => path.startsWith(`${folder}/`));
}

/** Folders without a use case of a person: their files are proven where they are used, or have tests by choice. */
function isPlumbing(path: string): boolean {
  return /^lib\/(platform|i18n|web)\//.test(path);
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

function isJourney(path: string): boolean {
  return /^e2e\/[^/]+\.spec\.ts$/.test(path);
}

function isConfig(path: string): boolean {
  return /(^|\/)[\w-]+\.config\.ts$/.test(path);
}
