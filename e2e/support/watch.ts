import type { BrowserContext } from "@playwright/test";

/** What a browser complained about while a test ran. */
export interface Complaints {
  /** A complaint that this test provokes on purpose. */
  expectComplaint(pattern: RegExp): void;
  /** The others. */
  unexpected(): string[];
}

/** Listens to every page of a browser: console errors, uncaught exceptions and breaches of the security policy (SEC-14). */
export function watchComplaints(context: BrowserContext): Complaints {
  const heard: string[] = [];
  const expected: RegExp[] = [];
  context.on("weberror", (error) => heard.push(error.error().stack ?? error.error().message));
  context.on("console", (message) => {
    const aboutPolicy = /content security policy/i.test(message.text());
    if (message.type() === "error" || aboutPolicy) heard.push(`${message.text()} (${message.location().url})`);
  });
  return {
    expectComplaint: (pattern) => expected.push(pattern),
    unexpected: () => heard.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
  };
}
