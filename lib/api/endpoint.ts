import { z } from "zod";
import type { Catalogue } from "@/lib/i18n/fr";
import type { Context } from "@/lib/platform/context";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import type { ProblemKind } from "./problem";

/** What a call ends with. */
export type EndpointOutcome<Answer = unknown> =
  | { kind: "answer"; body: Answer }
  | { kind: "problem"; problem: ProblemKind }
  /** A cursor that is of no use here. */
  | { kind: "wrong-cursor" };

/** What a call asks, checked; `key` is its Idempotency-Key. */
export interface EndpointInput<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  key: string | null;
}

/** One operation of the API: what it takes, answers and may refuse. Validation, dispatch and documentation read this. */
export interface EndpointDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType | null,
  Answer extends z.ZodType,
> {
  /** Its name in the catalogue of sentences, and its `operationId`. */
  id: keyof Catalogue["api"]["operations"];
  method: "GET" | "POST";
  path: `/${string}`;
  tag: keyof Catalogue["api"]["tags"];
  params: Params;
  query: Query;
  body: Body;
  answer: Answer;
  /** What it refuses beside what every operation does. */
  errors: readonly ProblemKind[];
  /** It changes something: closed to an account that only reads, and open to Idempotency-Key. */
  decides: boolean;
  example: { query?: string; body?: Body extends z.ZodType ? z.input<Body> : never; answer: z.input<Answer> };
  handle(
    ctx: Context,
    caller: ApiCaller,
    input: EndpointInput<z.output<Params>, z.output<Query>, Body extends z.ZodType ? z.output<Body> : null>,
  ): Promise<EndpointOutcome<z.input<Answer>>>;
}

/** Any operation. */
export type Endpoint = EndpointDefinition<z.ZodObject, z.ZodObject, z.ZodType | null, z.ZodType>;

/** Checks the types of a definition against each other, then forgets them: the table holds all sorts. */
export function defineEndpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType | null,
  Answer extends z.ZodType,
>(definition: EndpointDefinition<Params, Query, Body, Answer>): Endpoint {
  return definition as unknown as Endpoint;
}

/** An id of ours in a request; the database writes them in small letters. */
export const id = z.uuid().toLowerCase();
/** An id of ours in an answer. */
export const shownId = z.uuid();
/** A moment in an answer. */
export const shownMoment = z.iso.datetime();

/** No parameters. */
export const nothing = z.strictObject({});

/** How many lines a page has when nobody says. */
const USUAL_LINES = 20;

/** What every list takes (R-1012). */
export const pageQuery = {
  // Cursors of people hold their names, which may be long.
  cursor: z.string().min(1).max(2000).optional().meta({ say: "cursor" }),
  limit: z.int().min(1).max(100).default(USUAL_LINES).meta({ say: "limit" }),
};

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable().meta({ say: "nextCursor" }) });
}
