import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import type { CproRefusal } from "./cpro-refusal";

/** What a call ends with: what stands beside `codeRetour` and `libelle`, or a refusal. */
export type CproOutcome<Answer extends object = object> = { kind: "answer"; body: Answer } | CproRefusal;

/** One call of the compatibility API (`cpro-api.md`). */
export interface CproCall<Request extends z.ZodType = z.ZodType, Answer extends object = object> {
  /** Below the address of the API. */
  path: `cpro/${string}`;
  request: Request;
  handle(ctx: Context, caller: ApiCaller, request: z.output<Request>): Promise<CproOutcome<Answer>>;
}

/** Checks the types of a call against each other, then forgets that of its request: the table holds all sorts. */
export function defineCproCall<Request extends z.ZodType, Answer extends object>(
  call: CproCall<Request, Answer>,
): CproCall {
  return call as unknown as CproCall;
}
