import type { JsonSchema, OpenApiDocument } from "@/lib/api/open-api";

/** One line of a table of fields, yet to be put into words. */
export interface FieldRow {
  /** `items[].requester.givenName`. */
  name: string;
  required: boolean;
  /** `string`, `integer`, `uuid`…, and how many lists stand around it. */
  type: string;
  listDepth: number;
  nullable: boolean;
  description: string | null;
  values: string[];
  range: { min: number | null; max: number | null; counts: "characters" | "value" } | null;
  defaultValue: string | null;
}

/** The variants of a body that one field decides between: `decision` = `approve`. */
export interface Variant {
  field: string;
  value: string;
  rows: FieldRow[];
}

/** Every field of a schema as it stands in the document, the inner ones by their path; references are followed. */
export function fieldRows(document: OpenApiDocument, schema: JsonSchema, path = ""): FieldRow[] {
  const { properties = {}, required = [] } = resolved(document, schema) as ObjectSchema;
  return Object.entries(properties).flatMap(([name, property]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const { inner, listDepth, nullable } = unwrapped(document, property);
    const description = property.description ?? inner.description;
    const row: FieldRow = {
      name: at,
      required: required.includes(name),
      type: String(inner.format ?? inner.type ?? typeof inner.const),
      listDepth,
      nullable,
      description: typeof description === "string" ? description : null,
      values: valuesOf(inner),
      range: rangeOf(inner),
      defaultValue: property.default === undefined ? null : String(property.default),
    };
    return [row, ...fieldRows(document, inner, `${at}${"[]".repeat(listDepth)}`)];
  });
}

/** A body of one shape has one variant without a value. */
export function variantsOf(document: OpenApiDocument, schema: JsonSchema): Variant[] {
  const choices = (resolved(document, schema).oneOf ?? []) as ObjectSchema[];
  if (choices.length === 0) return [{ field: "", value: "", rows: fieldRows(document, schema) }];
  return choices.map((choice) => {
    const [field = "", property] = Object.entries(choice.properties ?? {}).find(([, one]) => "const" in one) ?? [];
    return { field, value: String(property?.const), rows: fieldRows(document, choice) };
  });
}

interface ObjectSchema extends JsonSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

function resolved(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref ?? ""))?.[1];
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

/** What stands inside of lists and beside null. */
function unwrapped(
  document: OpenApiDocument,
  schema: JsonSchema,
): { inner: JsonSchema; listDepth: number; nullable: boolean } {
  const here = resolved(document, schema);
  if (Array.isArray(here.type)) {
    const type = here.type.find((one) => one !== "null");
    return { ...unwrapped(document, { ...here, type }), nullable: here.type.includes("null") };
  }
  if (Array.isArray(here.anyOf)) {
    const [first = {}] = here.anyOf.filter(({ type }: JsonSchema) => type !== "null");
    return { ...unwrapped(document, first), nullable: here.anyOf.length > 1 };
  }
  if (here.type === "array") {
    const { inner, listDepth } = unwrapped(document, here.items as JsonSchema);
    return { inner, listDepth: listDepth + 1, nullable: false };
  }
  return { inner: here, listDepth: 0, nullable: false };
}

function valuesOf(schema: JsonSchema): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.map(String);
  return "const" in schema ? [String(schema.const)] : [];
}

function rangeOf({ minimum, maximum, minLength, maxLength }: JsonSchema): FieldRow["range"] {
  const numberOf = (limit: unknown) => (typeof limit === "number" ? limit : null);
  if (minLength !== undefined || maxLength !== undefined) {
    return { min: numberOf(minLength), max: numberOf(maxLength), counts: "characters" };
  }
  if (minimum === undefined && maximum === undefined) return null;
  return { min: numberOf(minimum), max: numberOf(maximum), counts: "value" };
}
