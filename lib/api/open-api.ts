import { createTranslator } from "next-intl";
import { z } from "zod";
import { en } from "@/lib/i18n/en";
import { type Catalogue, fr } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";
import type { Env } from "@/lib/platform/env";
import { TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import { API_PATH } from "./match-endpoint";
import { codeOf, type ProblemKind, problemBody, problemStatuses, REFERENCE_PATH } from "./problem";

declare module "zod" {
  interface GlobalMeta {
    /** The sentence of the catalogue that explains a value (R-1209). */
    say?: keyof Catalogue["api"]["values"];
    type?: string;
    minLength?: number;
    maxLength?: number;
  }
}

/** A schema as the document holds it. */
export type JsonSchema = Record<string, unknown>;

/** The part of OpenAPI 3.1 that we use. */
export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  externalDocs: { url: string };
  security: Record<string, string[]>[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    securitySchemes: Record<string, unknown>;
    headers: Record<string, unknown>;
  };
}
export interface OpenApiOperation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters: OpenApiParameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, OpenApiResponse>;
}
export interface OpenApiParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string | undefined;
  schema: JsonSchema;
}
export interface OpenApiResponse {
  description: string;
  headers?: Record<string, unknown>;
  content: Content;
}
type Content = Record<string, { schema: JsonSchema; example?: unknown }>;

/** What every call can be refused for, in the order in which it is checked. */
const everywhere = [
  "no-token",
  "malformed-token",
  "token-too-long",
  "unauthorised",
  "password-expired",
  "too-many-calls",
  "invalid-request",
  "failure",
  "unavailable",
] as const satisfies ProblemKind[];
const whereSomethingIsDecided = [
  "read-only",
  "not-json",
  "too-large",
  "malformed-json",
  "key-reused",
] as const satisfies ProblemKind[];

/** Everything that an operation may refuse, beside what it says itself. */
function problemsOf({ errors, decides }: Endpoint): ProblemKind[] {
  return [...everywhere, ...(decides ? whereSomethingIsDecided : []), ...errors];
}

/**
 * The description of API v1 for software and for the reference page, from the schemas that validate (R-1012), with the
 * sentences of one language.
 */
export function openApi(env: Pick<Env, "APP_URL">, language: Language): OpenApiDocument {
  const key = `${language} ${env.APP_URL}`;
  const known = made.get(key) ?? makeDocument(env, language);
  made.set(key, known);
  return known;
}

/** It is asked for by anybody, and never changes while the server runs. */
const made = new Map<string, OpenApiDocument>();

function makeDocument(env: Pick<Env, "APP_URL">, language: Language): OpenApiDocument {
  const t = createTranslator({ locale: language, messages: { fr, en }[language], namespace: "api" });
  const schemas: Record<string, JsonSchema> = {};
  const paths: OpenApiDocument["paths"] = {};
  const problem = schemaOf(problemBody, "output");
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: { title: t("document.title"), version: "1.0.0", description: t("document.description") },
    servers: [{ url: new URL(API_PATH, env.APP_URL).href }],
    externalDocs: { url: new URL(REFERENCE_PATH, env.APP_URL).href },
    security: [{ technicalAccount: [] }],
    tags: (Object.keys(fr.api.tags) as (keyof Catalogue["api"]["tags"])[]).map((name) => ({
      name,
      description: t(`tags.${name}`),
    })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        technicalAccount: {
          type: "oauth2",
          description: t("document.security", { seconds: TOKEN_SECONDS }),
          flows: { clientCredentials: { tokenUrl: new URL("/api/oauth/token", env.APP_URL).href, scopes: {} } },
        },
      },
      headers: Object.fromEntries(
        (Object.keys(headerSchemas) as (keyof typeof headerSchemas)[]).map((name) => [
          name,
          { description: t(`headers.${name}`), schema: headerSchemas[name] },
        ]),
      ),
    },
  };

  function operationOf(endpoint: Endpoint): OpenApiOperation {
    const { id, tag, params, query, body, answer, decides, example } = endpoint;
    const key: OpenApiParameter = {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: t("values.idempotencyKey"),
      schema: { type: "string", minLength: 1, maxLength: 200, pattern: "^[\\x21-\\x7e]+$" },
    };
    return {
      operationId: id,
      summary: t(`operations.${id}.summary`),
      description: t(`operations.${id}.description`),
      tags: [tag],
      parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query"), ...(decides ? [key] : [])],
      ...(body && {
        requestBody: {
          required: true,
          content: { "application/json": { schema: schemaOf(body, "input"), example: example.body } },
        },
      }),
      responses: {
        "200": {
          description: t("document.success"),
          headers: linksTo(["X-Request-Id", ...budgetHeaders]),
          content: { "application/json": { schema: schemaOf(answer, "output"), example: example.answer } },
        },
        ...refusalsOf(endpoint),
      },
    };
  }

  /** One answer a status: the codes that it can carry, each in words. */
  function refusalsOf(endpoint: Endpoint): Record<string, OpenApiResponse> {
    const kinds = problemsOf(endpoint);
    const statuses = [...new Set(kinds.map((kind) => problemStatuses[kind]))].sort();
    return Object.fromEntries(
      statuses.map((status) => {
        const here = kinds.filter((kind) => problemStatuses[kind] === status);
        const description = here.map((kind) => `\`${codeOf(kind)}\`: ${t(`problems.${kind}.title`)}`).join("\n\n");
        const headers = linksTo([
          "X-Request-Id",
          ...(status === 429 || status === 503 ? ["Retry-After"] : []),
          ...(status === 429 ? budgetHeaders : []),
        ]);
        return [String(status), { description, headers, content: { "application/problem+json": { schema: problem } } }];
      }),
    );
  }

  function parametersOf(object: z.ZodObject, where: "path" | "query"): OpenApiParameter[] {
    const { properties = {}, required = [] } = schemaOf(object, "input") as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: where,
      required: required.includes(name),
      ...(typeof description === "string" && { description }),
      schema,
    }));
  }

  /** A schema, with the named ones in `components` and the sentences in their places. */
  function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => {
        const say = z.globalRegistry.get(zodSchema)?.say;
        delete jsonSchema.say;
        // The format says it, and shorter.
        if (["uuid", "date", "date-time"].includes(String(jsonSchema.format))) delete jsonSchema.pattern;
        if (say !== undefined) jsonSchema.description = t(`values.${say}`);
      },
    });
    const placed = (value: unknown): JsonSchema =>
      JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
    for (const [name, named] of Object.entries($defs)) {
      const { id: _id, ...rest } = placed(named);
      schemas[name] = rest;
    }
    const { id, ...rest } = placed(root);
    if (typeof id !== "string") return rest;
    schemas[id] = rest;
    return { $ref: `#/components/schemas/${id}` };
  }
}

const budgetHeaders = [
  "RateLimit",
  "RateLimit-Policy",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
] as const;
const headerSchemas = {
  "X-Request-Id": { type: "string", format: "uuid" },
  "Retry-After": { type: "integer" },
  RateLimit: { type: "string" },
  "RateLimit-Policy": { type: "string" },
  "RateLimit-Limit": { type: "integer" },
  "RateLimit-Remaining": { type: "integer" },
  "RateLimit-Reset": { type: "integer" },
} as const;

function linksTo(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
