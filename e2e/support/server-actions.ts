import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Answer, ask } from "./ask";
import { multipart } from "./forms";

/** A server action as anybody can call it: by the id that the build gave it. */
export interface ServerAction {
  id: string;
  name: string;
  /** A page that knows the action. */
  path: string;
}

const build = resolve(import.meta.dirname, "../..", process.env.NEXT_DIST_DIR ?? ".next-test");

/** Every server action of the build, whether or not a page shows it (SEC-04). */
export function listServerActions(): ServerAction[] {
  const manifest = JSON.parse(readFileSync(join(build, "server/server-reference-manifest.json"), "utf8"));
  const entries: [string, { exportedName: string; workers: Record<string, unknown> }][] = Object.entries(manifest.node);
  return entries.map(([id, { exportedName: name, workers }]) => ({ id, name, path: pathOf(Object.keys(workers)) }));
}

/** The action of that page and name, `/renvoi-activation resend`. */
export function serverAction(wanted: string): ServerAction {
  const action = listServerActions().find(({ path, name }) => `${path} ${name}` === wanted);
  if (!action) throw new Error(`The build has no action "${wanted}".`);
  return action;
}

/** Calls an action the way the portal's own scripts do, with whatever arguments; `fields` stand where one is "$K1". */
export async function callAction(
  portal: { url: string },
  { id, path }: ServerAction,
  call: { args: unknown; fields?: [string, string][]; origin?: string | null; headers?: Record<string, string> },
): Promise<Answer> {
  const { args, fields = [], origin = portal.url, headers = {} } = call;
  const named = fields.map(([name, value]): [string, string] => [`_1_${name}`, value]);
  const { body, contentType } = await multipart([...named, ["0", JSON.stringify(args)]]);
  return ask(portal, path, {
    method: "POST",
    headers: {
      Accept: "text/x-component",
      "Content-Type": contentType,
      "Next-Action": id,
      ...(origin === null ? {} : { Origin: origin }),
      ...headers,
    },
    body,
  });
}

function pathOf(pages: string[]): string {
  const page = pages.find((candidate) => !candidate.includes("[")) ?? pages[0] ?? "";
  return (
    page
      .replace(/^app/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/page$/, "") || "/"
  );
}
