import { z } from "zod";
import type { Endpoint } from "./endpoint";

/**
 * The query of a call as its schema checks it: whole numbers where one is asked for. Doubled names become lists, which no
 * schema takes: neither of the two is skipped (SEC-84).
 */
export function readQuery({ query }: Pick<Endpoint, "query">, sent: URLSearchParams): Record<string, unknown> {
  const names = new Set(sent.keys());
  const entries = [...names].map((name): [string, unknown] => {
    const [value = "", ...more] = sent.getAll(name);
    if (more.length > 0) return [name, [value, ...more]];
    return [name, isInteger(query, name) && /^-?\d{1,9}$/.test(value) ? Number(value) : value];
  });
  // Not by assignment: `__proto__` is a name like any other here.
  return Object.fromEntries(entries);
}

function isInteger({ shape }: z.ZodObject, name: string): boolean {
  const field: unknown = Object.hasOwn(shape, name) ? shape[name] : undefined;
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  return inner instanceof z.ZodNumber;
}
