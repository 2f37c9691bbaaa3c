import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { checkPassword } from "@/lib/account/password";
import { personNameField } from "@/lib/account/person-name";
import { checkAnswer, normaliseAnswer } from "@/lib/account/secret-question";
import { appointmentProposalInput } from "@/lib/administration/queue-inputs";
import { reasonField } from "@/lib/administration/support-act";
import { attachmentRefusalInput } from "@/lib/attachment/decision-inputs";
import { commentField } from "@/lib/attachment/inputs";
import { plainFileName } from "@/lib/document/file-name";
import { optionalPlainText, plainText } from "@/lib/platform/plain-text";
import { registerCountry } from "@/lib/platform/sirene-country";
import { registerText } from "@/lib/platform/sirene-text";
import { proposeNonEuIdentifier } from "@/lib/structure/non-eu-identifier";
import { attachmentDisposition } from "./attachment-disposition";

/** Marks that have to be put in order, one by one, before they can be composed. */
const endless = `a${"\u0301".repeat(50_000)}${"\u0316".repeat(50_000)}`;
const LONGEST = 5000;

let normalize: MockInstance<typeof String.prototype.normalize>;
let read: number[];
beforeEach(() => {
  const real = String.prototype.normalize;
  read = [];
  normalize = vi.spyOn(String.prototype, "normalize").mockImplementation(function (this: string, form?: string) {
    read.push(this.length);
    return real.call(this, form);
  });
});
afterEach(() => normalize.mockRestore());

const owner = { email: "anne@exemple.fr", givenName: "Anne", familyName: "Martin", portalName: "Attache" };
const beside = { question: "firstPet", email: "anne@exemple.fr", password: "x" } as const;
const id = "6a3c1a57-6d57-4c43-8b3c-0c1f6d1e2a11";

test.each<[string, () => { success: boolean }]>([
  ["a text", () => plainText(1000).safeParse(endless)],
  ["a text that may be left out", () => optionalPlainText(255).safeParse(endless)],
  ["a name", () => personNameField.safeParse(endless)],
  ["a comment", () => commentField.safeParse(`${endless}\r\n`)],
  ["a reason", () => reasonField.safeParse(endless)],
  ["the reason of a refusal", () => attachmentRefusalInput.safeParse({ attachmentId: id, reason: endless })],
  [
    "how somebody was recognised",
    () => appointmentProposalInput.safeParse({ attachmentId: id, reason: "Demandé", evidence: endless }),
  ],
])("SEC-94, SEC-07 · %s of 100 kB is refused before it is composed", (_, parse) => {
  expect(parse().success).toBe(false);
  expect(Math.max(0, ...read)).toBeLessThanOrEqual(LONGEST);
});

test("SEC-94, SEC-07 · neither a password nor an answer of 100 kB is composed", async () => {
  expect((await checkPassword(endless, owner)).kind).toBe("refused");
  expect(checkAnswer(endless, beside).kind).toBe("refused");
  expect(checkAnswer("Médor", { ...beside, password: endless }).kind).toBe("accepted");
  normaliseAnswer(endless);
  expect(Math.max(0, ...read)).toBeLessThanOrEqual(LONGEST);
});

test.each<[string, () => unknown]>([
  ["the name of a file", () => plainFileName(`${endless}.pdf`, "application/pdf")],
  ["the name under which a file is saved", () => attachmentDisposition(endless)],
  ["the name of a company", () => proposeNonEuIdentifier("US", endless)],
  ["what the register says", () => [registerText(endless), registerCountry(endless)]],
])("SEC-94 · %s is not composed when it is of 100 kB", (_, make) => {
  make();
  expect(Math.max(0, ...read)).toBeLessThanOrEqual(LONGEST);
});
