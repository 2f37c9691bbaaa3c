import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { commentField } from "@/lib/attachment/inputs";
import { formAction } from "./form-action";
import { untouched } from "./form-state";

const logged = vi.hoisted(() => [] as unknown[]);
vi.mock("@/lib/platform/live", () => ({ live: async () => ({ env: {} }) }));
vi.mock("@/lib/platform/log", () => ({
  log: (_level: string, event: string, facts: object) => logged.push({ event, ...facts }),
  describeError: () => ({}),
}));
vi.mock("next/cache", () => ({ refresh: () => {} }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/navigation", () => ({ unstable_rethrow: () => {} }));
vi.mock("next-intl/server", () => ({
  getTranslations: async () => (id: string, values?: object) => (values ? `${id} ${JSON.stringify(values)}` : id),
}));
vi.mock("./own-origin", () => ({ isOwnOrigin: () => true }));

let done: unknown[];
const act = formAction(
  z.strictObject({ comment: commentField, endless: z.string().optional() }),
  async (input, submission) => {
    done.push(input);
    return submission.accept("M-50");
  },
);

beforeEach(() => {
  done = [];
  logged.length = 0;
});

function send(fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return act(untouched, data);
}

test("SEC-07 · a text far too long is told by its own limit, and not sent back whole", async () => {
  const answer = await send({ comment: "x".repeat(300_000) });
  expect(answer.errors).toEqual({ comment: 'M-06 {"max":255}' });
  expect(String(answer.values.comment).length).toBeLessThan(21_000);
  expect(done).toEqual([]);
});

test("SEC-07 · nothing is done with the beginning of a value, even where a field has no limit", async () => {
  const answer = await send({ comment: "Bonjour", endless: "x".repeat(20_001) });
  expect(answer.error).toContain("M-99");
  expect(logged).toMatchObject([{ event: "oversized-fields" }]);
  expect(done).toEqual([]);
  expect(await send({ comment: "Bonjour", endless: "x".repeat(20_000) })).toMatchObject({ notice: "M-50" });
});

test("SEC-95 · of a field that nobody knows, the log holds the beginning of its name", async () => {
  expect((await send({ comment: "Bonjour", ["x".repeat(300_000)]: "1" })).error).toContain("M-99");
  expect(logged).toMatchObject([{ event: "unknown-fields", keys: ["x".repeat(60)] }]);
  expect(JSON.stringify(logged).length).toBeLessThan(500);
});

test("A11Y-05 · mistakes are told in the order of the fields, whatever the order of the rules; a box that is not ticked stays behind its neighbour", async () => {
  const mistaken = formAction(
    z
      .strictObject({
        reason: z.string().min(1, "M-01"),
        terms: z.literal("on", "M-04"),
        city: z.string().min(1, "M-01"),
        postcode: z.string(),
      })
      .refine(() => false, { path: ["postcode"], message: "M-16-postcode", when: () => true }),
    async (_input, submission) => submission.accept("M-50"),
  );
  const data = new FormData();
  for (const name of ["postcode", "city", "reason"]) data.append(name, "");
  expect(Object.keys((await mistaken(untouched, data)).errors)).toEqual(["postcode", "city", "reason", "terms"]);

  const refusing = formAction(z.strictObject({ first: z.string(), second: z.string() }), async (_input, submission) =>
    submission.refuse({ second: "M-01", first: "M-01" }),
  );
  const sent = new FormData();
  for (const name of ["first", "second"]) sent.append(name, "x");
  expect(Object.keys((await refusing(untouched, sent)).errors)).toEqual(["first", "second"]);
});
