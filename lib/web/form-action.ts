import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import type { FormState } from "./form-state";
import { isOwnOrigin } from "./own-origin";

/** A sentence of the catalogue with its arguments. */
export type Sentence = MessageId | { id: MessageId; values: Record<string, string | number> };

/** What was sent: how an action refuses it, and the anti-robot token that came along. */
export interface Submission {
  humanToken: string | null;
  /** The form as it was sent, with nothing to say of it: for an act that goes on from what was typed. */
  kept: FormState;
  /** One sentence a field. */
  refuse(errors: Record<string, Sentence>): FormState;
  /** A sentence about the whole form; `humanCheckNeeded` shows the anti-robot step from now on. */
  refuseAll(sentence: Sentence, more?: { humanCheckNeeded?: boolean; notice?: never }): FormState;
  /** Good news for a form that stays on its page; what was typed is dropped. */
  accept(sentence: Sentence): FormState;
}

/** Never sent back to the browser (A11Y-05). */
const neverKept = new Set(["password", "newPassword", "confirmation", "secretAnswer", "oneTimeCode"]);
const MAX_FIELDS = 1000;
/** In UTF-16 units: as long as the longest field takes, which holds what a passkey signed. */
const LONGEST_VALUE = 20_000;
/** As much of an unknown field's name as tells which it was (SEC-95). */
const LOGGED_NAME = 60;

/**
 * Makes a server action of a form: same origin (SEC-06), strictly parsed (SEC-04), typed values kept, unexpected
 * errors told with a reference (M-99, SEC-18). `handle` calls the guards it needs and ends in a page or a sentence.
 */
export function formAction<Schema extends z.ZodType>(
  schema: Schema,
  handle: (input: z.output<Schema>, submission: Submission) => Promise<FormState>,
): (previous: FormState, data: FormData) => Promise<FormState> {
  return async (previous, data) => {
    // Both arguments come from the browser, whatever their types promise.
    const attempt = Number.isSafeInteger(previous?.attempt) ? previous.attempt + 1 : 1;
    const t = await getTranslations("messages");
    const say = (sentence: Sentence) =>
      typeof sentence === "string" ? t(sentence) : t(sentence.id, sentence.values as never);
    const { values, humanToken, wereCut } = fieldsOf(data);
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !neverKept.has(name)));
    const submission: Submission = {
      humanToken,
      kept: { attempt, values: kept, errors: {} },
      refuse: (errors) => ({
        attempt,
        values: kept,
        errors: Object.fromEntries(inOrderOf(values, errors).map(([field, sentence]) => [field, say(sentence)])),
      }),
      refuseAll: (sentence, more) => ({ attempt, values: kept, errors: {}, error: say(sentence), ...more }),
      accept: (sentence) => ({ attempt, values: {}, errors: {}, notice: say(sentence) }),
    };
    const refuseOddly = (event: string, facts: Record<string, unknown>) => {
      const id = randomUUID().slice(0, 8);
      log("error", event, { reference: id, ...facts });
      return submission.refuseAll({ id: "M-99", values: { id } });
    };

    try {
      const origin = (await headers()).get("origin");
      if (!isOwnOrigin(origin, (await live()).env)) return refuseOddly("foreign-origin", {});
      const parsed = schema.safeParse(values);
      // Nothing is done with the beginning of what was sent.
      if (parsed.success && wereCut) return refuseOddly("oversized-fields", {});
      if (parsed.success) return await handle(parsed.data, submission);
      const unknown = parsed.error.issues.find((issue) => issue.code === "unrecognized_keys");
      if (unknown) {
        return refuseOddly("unknown-fields", {
          keys: unknown.keys.slice(0, 5).map((key) => key.slice(0, LOGGED_NAME)),
        });
      }
      return submission.refuse(sentencesOf(parsed.error.issues));
    } catch (error) {
      // The frame around the pages holds tabs and counts: after an act that leads on, it is drawn anew as well.
      if (leadsOn(error)) refresh();
      unstable_rethrow(error);
      return refuseOddly("action-failed", describeError(error));
    }
  };
}

/**
 * Mistakes as one meets them down the form: the browser sends its fields in their order (A11Y-05). Of a box that is not
 * ticked it sends nothing: that one stays behind the mistake which its schema finds before.
 */
function inOrderOf(values: object, errors: Record<string, Sentence>): [string, Sentence][] {
  const order = Object.keys(values);
  let last = -1;
  return Object.entries(errors)
    .map(([field, sentence]) => {
      const place = order.indexOf(field);
      if (place >= 0) last = place;
      return { place: last, told: [field, sentence] satisfies [string, Sentence] };
    })
    .toSorted((one, other) => one.place - other.place)
    .map(({ told }) => told);
}

/** Next throws what it redirects by. */
function leadsOn(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_REDIRECT");
}

/** What was sent by field. One too long for any is cut, to a length that its own limit still refuses (SEC-07). */
function fieldsOf(data: unknown): {
  values: Record<string, string | string[]>;
  humanToken: string | null;
  wereCut: boolean;
} {
  const values: Record<string, string | string[]> = {};
  if (!(data instanceof FormData)) return { values, humanToken: null, wereCut: false };
  const tokens = data.getAll("cf-turnstile-response");
  // A doubled token is no token: it must be one string (SEC-29).
  const humanToken = tokens.length === 1 && typeof tokens[0] === "string" ? tokens[0] : null;
  let count = 0;
  let wereCut = false;
  for (const [name, sent] of data) {
    if (++count > MAX_FIELDS) break;
    if (name.startsWith("$ACTION") || name === "cf-turnstile-response" || typeof sent !== "string") continue;
    const value = sent.slice(0, LONGEST_VALUE + 1);
    wereCut ||= sent.length > LONGEST_VALUE;
    const before = Object.hasOwn(values, name) ? values[name] : undefined;
    if (before === undefined) Object.defineProperty(values, name, { value, enumerable: true, writable: true });
    else values[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return { values, humanToken, wereCut };
}

/** One sentence a field, from what a schema found wrong. */
export function sentencesOf(issues: z.core.$ZodIssue[]): Record<string, Sentence> {
  const sentences: Record<string, Sentence> = {};
  for (const issue of issues) {
    const field = String(issue.path[0] ?? "");
    // The schemas carry message ids; zod's own English sentences stand for "this is not what was asked".
    const id = (/^M-\d+/.test(issue.message) ? issue.message : "M-16") as MessageId;
    const max = issue.code === "too_big" ? Number(issue.maximum) : undefined;
    sentences[field] ??= max === undefined ? id : { id, values: { max } };
  }
  return sentences;
}
