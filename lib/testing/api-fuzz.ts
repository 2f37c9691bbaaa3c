import fc from "fast-check";
import type { JsonSchema, OpenApiDocument, OpenApiOperation, OpenApiParameter } from "@/lib/api/open-api";

/** A call that a hostile client makes of one operation. */
export interface HostileCall {
  line: string;
  text: string | undefined;
  headers: Record<string, string>;
}

/** Texts that have broken one API or another. */
const hostileTexts = [
  "",
  " ",
  "\0",
  "\ud800",
  "' or 1=1 --",
  "'; drop table accounts; --",
  "%00",
  "%",
  "__",
  "\\",
  "#{7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "null",
  "true",
  "NaN",
  "-1",
  "0",
  "1e400",
  "9007199254740993",
  "\u202e",
  "é".normalize("NFD"),
  "👩‍👩‍👧",
  "A".repeat(10_000),
  "__proto__",
  "constructor",
  "2026-02-30",
  "00000000-0000-0000-0000-000000000000",
  "6F1C0C52-7D0E-4B57-9D4A-0F3A5D2F8A11",
];

/** Bodies that are no good JSON, or that two readers would read in two ways (SEC-84). */
const hostileBodies = [
  "",
  "{",
  "[]",
  "null",
  '"approve"',
  "0",
  "{}",
  '{"decision":"approve","decision":"refuse"}',
  '{"__proto__":{"decision":"approve"}}',
  '{"constructor":{"prototype":{"decision":"approve"}}}',
  '{"decision":1e999}',
  `${"[".repeat(3000)}${"]".repeat(3000)}`,
  '{"decision":"refuse","reason":"\\u0000"}',
  "\ufeff{}",
];

/** Which operation is called, and ids that mean something there: by the name of the parameter, and any. */
export interface FuzzTarget {
  path: string;
  method: string;
  operation: OpenApiOperation;
  meant: Record<string, string[]>;
  known: string[];
}

/**
 * The corpus on one operation: every hostile text in every parameter, as an unknown one, and in every place of the body
 * of its example; every hostile body. All else is right, so that nothing keeps it from the code behind.
 */
export function corpusCalls(target: FuzzTarget): HostileCall[] {
  const { operation, meant } = target;
  const right = Object.fromEntries(
    operation.parameters.filter(({ required }) => required).map(({ name }) => [name, meant[name]?.[0] ?? "abc"]),
  );
  const example = operation.requestBody?.content["application/json"]?.example;
  const text = example === undefined ? undefined : JSON.stringify(example);
  return [
    ...operation.parameters.flatMap(({ name }) =>
      hostileTexts.map((hostile) => callOf(target, { values: { ...right, [name]: hostile }, text })),
    ),
    ...hostileTexts.map((extra) => callOf(target, { values: right, extra, text })),
    ...(text === undefined ? [] : hostileBodies.map((body) => callOf(target, { values: right, text: body }))),
    ...hostileTexts.flatMap((hostile) =>
      alterations(example, hostile).map((body) => callOf(target, { values: right, text: JSON.stringify(body) })),
    ),
  ];
}

/**
 * Calls of one operation from its description alone. Most have one thing wrong: a parameter, an unknown one, the body;
 * some have nothing or everything wrong.
 */
export function hostileCalls(document: OpenApiDocument, target: FuzzTarget): fc.Arbitrary<HostileCall> {
  const { operation, meant, known } = target;
  const { parameters } = operation;
  const text = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 1, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  );
  const resolve = (schema: JsonSchema): JsonSchema => {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref ?? ""))?.[1];
    return name === undefined ? schema : (document.components.schemas[name] ?? {});
  };
  const good = (schema: JsonSchema): fc.Arbitrary<unknown> => goodValue(resolve(schema), known, good);
  const goodParameter = ({ name, schema, required }: OpenApiParameter): fc.Arbitrary<string | undefined> => {
    // A cursor that is made up is a hostile one.
    if (name === "cursor") return fc.constant(undefined);
    const own = fc.constantFrom(...(meant[name] ?? [""])).filter((id) => id !== "");
    const any = good(schema).map(String);
    const value = meant[name] ? fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: any }) : any;
    return required ? value : fc.option(value, { nil: undefined, freq: 2 });
  };
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const none = fc.constant(undefined);
  const goodBody = schema === undefined ? none : good(schema).map((body) => JSON.stringify(body));
  const wrongBody = schema === undefined ? none : bodyOf(good(schema), text);

  const everything = parameters.length + 2;
  return fc
    .record({
      wrong: fc.integer({ min: -1, max: everything }),
      right: fc.tuple(...parameters.map(goodParameter)),
      hostile: fc.tuple(...parameters.map(() => text)),
      extra: text,
      goodBody,
      wrongBody,
    })
    .map(({ wrong, right, hostile, extra, ...bodies }) => {
      const isWrong = (place: number) => wrong === everything || wrong === place;
      const values = parameters.map(({ name }, place) => [name, isWrong(place) ? hostile[place] : right[place]]);
      return callOf(target, {
        values: Object.fromEntries(values),
        extra: isWrong(parameters.length) ? extra : undefined,
        text: isWrong(parameters.length + 1) ? bodies.wrongBody : bodies.goodBody,
      });
    });
}

/** A call as it goes over the wire; what stands in `values` for a parameter is sent, whatever it is. */
function callOf(
  { path, method, operation }: FuzzTarget,
  {
    values,
    extra,
    text,
  }: { values: Record<string, string | undefined>; extra?: string | undefined; text: string | undefined },
): HostileCall {
  const sent = operation.parameters.flatMap(({ name, in: place }) => {
    const value = values[name];
    return value === undefined ? [] : [{ name, place, value }];
  });
  const search = sent.filter(({ place }) => place === "query").map(({ name, value }) => `${name}=${encode(value)}`);
  if (extra !== undefined) search.push(`x=${encode(extra)}`);
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(values[name] ?? ""));
  const headers = sent.filter(({ place }) => place === "header");
  return {
    line: `${method.toUpperCase()} /api/v1${address}${search.length > 0 ? `?${search.join("&")}` : ""}`,
    text,
    // What no client can send in a header is not tried.
    headers: Object.fromEntries(headers.map(({ name, value }) => [name, value.replaceAll(/[^\t\x20-\xff]/g, "?")])),
  };
}

/** The value with each of its innermost parts replaced in turn. */
function alterations(value: unknown, by: string): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((inner, place) => alterations(inner, by).map((altered) => value.with(place, altered)));
  }
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [by];
  return Object.entries(value).flatMap(([name, inner]) =>
    alterations(inner, by).map((altered) => ({ ...value, [name]: altered })),
  );
}

function bodyOf(good: fc.Arbitrary<unknown>, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const altered = fc.tuple(good, text, fc.jsonValue({ maxDepth: 3 })).map(([body, name, value]) => {
    const members = typeof body === "object" && body !== null ? Object.entries(body) : [];
    const [first] = members;
    // One member replaced, one added.
    return JSON.stringify(Object.fromEntries([...members, [first?.[0] ?? "decision", value], [name, value]]));
  });
  return fc.oneof(
    { weight: 3, arbitrary: altered },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileBodies) },
    { weight: 1, arbitrary: text },
  );
}

/** A value that a schema of ours describes. */
function goodValue(
  schema: JsonSchema,
  known: string[],
  inner: (schema: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const choices = (schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined;
  if (choices) return fc.oneof(...choices.map(inner));
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "integer":
      return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 100) });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(inner(schema.items as JsonSchema), { maxLength: 4 });
    case "object": {
      const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
      const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, inner(member)]));
      return fc.record(members, { requiredKeys: (schema.required ?? []) as string[] });
    }
    default:
      if (schema.format === "uuid") return fc.oneof(fc.constantFrom(...known), fc.uuid({ version: 4 }));
      // Letters that any text may have; the others are tried as hostile ones.
      return fc.string({
        unit: fc.constantFrom(..."abcdeéïÉ 'Z-9".split("")),
        minLength: Number(schema.minLength ?? 0),
        maxLength: Math.min(Number(schema.maxLength ?? 40), 300),
      });
  }
}

/** Half a character cannot stand in an address. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
