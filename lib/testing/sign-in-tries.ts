import type { Email } from "@/lib/account/email";
import type { Credentials } from "@/lib/account/sign-in";
import { PASSWORD } from "./people";

/** The right password from a fresh browser that passes the anti-robot check; a test names only what differs. */
export function credentials(email: string, details: Partial<Credentials> = {}): Credentials {
  return {
    // The form parses what is typed; the addresses of test people are canonical.
    email: email as Email,
    password: PASSWORD,
    browser: { origin: "192.0.2.1", userAgent: "Test browser" },
    devices: [],
    humanCheck: async () => ({ kind: "human" }),
    ...details,
  };
}

/** The nth place somebody may come from. */
export function from(place: number): Credentials["browser"] {
  return { origin: `198.51.100.${place}`, userAgent: "Test browser" };
}
