import { expect, test } from "vitest";
import { asRequestHistory, type RequestAct, wholeHistory } from "./request-history";

const requestedAt = new Date("2026-01-05T09:00:00Z");
const refused: RequestAct = { kind: "attachment-refused", happenedAt: requestedAt, actor: "Léo Arnaud", reason: "x" };

test("R-906 · the life of a request begins with its request, also when no line tells it", () => {
  const asked = { kind: "attachment-requested", happenedAt: requestedAt, actor: "Inès Moreau", reason: null } as const;
  const facts = { requester: "Inès Moreau", requestedAt };
  expect(wholeHistory("attachment-requested", { ...facts, history: [refused] })).toEqual([asked, refused]);
  expect(wholeHistory("attachment-requested", { ...facts, history: [asked, refused] })).toEqual([asked, refused]);
});

test("R-906 · an act of another release, which has no sentence yet, is left out", () => {
  const act = { happenedAt: "2026-01-05T09:00:00.000Z", actor: "Léo Arnaud", reason: "x" };
  const told = ["from-tomorrow", "attachment-refused"].map((kind) => ({ ...act, kind }));
  expect(asRequestHistory(told)).toEqual([refused]);
});
