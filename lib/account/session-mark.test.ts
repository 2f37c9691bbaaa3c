import { expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { sessionMark } from "./session-mark";

const who = { accountId: "0193d8a0-0000-7000-8000-000000000001", sessionId: "0193d8a0-0000-7000-8000-000000000002" };

test("A11Y-24 · the marks are the same for one person and one session, and for nobody else", () => {
  const mark = sessionMark(testEnv(), who);
  expect(sessionMark(testEnv(), who)).toEqual(mark);
  const later = sessionMark(testEnv(), { ...who, sessionId: "another" });
  expect(later.account).toBe(mark.account);
  expect(later.session).not.toBe(mark.session);
  expect(sessionMark(testEnv(), { ...who, accountId: "another" }).account).not.toBe(mark.account);
});

test("A11Y-24, SEC-05 · they name nobody, and nobody without the key can make them", () => {
  const mark = sessionMark(testEnv(), who);
  for (const text of [mark.account, mark.session]) {
    expect(text).toMatch(/^[\w-]{22}$/);
    expect(who.accountId + who.sessionId).not.toContain(text);
  }
  expect(sessionMark(testEnv({ AUTH_SECRET: `2:${"x".repeat(32)}` }), who)).not.toEqual(mark);
  // What stands for an account never stands for a session.
  const same = sessionMark(testEnv(), { accountId: "a", sessionId: "a" });
  expect(same.account).not.toBe(same.session);
});
