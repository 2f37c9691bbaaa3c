import { expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { contentSecurityPolicy } from "./content-security-policy";

const mail = "/demo/courriels/0f8b9c1e-0000-4000-8000-000000000001/contenu";
const demonstration = testEnv({ DEMO: "1" });

test("SEC-14 · a mail of the demonstration runs nothing, asks for nothing, and only our own page frames it", () => {
  const policy = contentSecurityPolicy("nonce", mail, demonstration);
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
  expect(policy).toMatch(/frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation$/);
  expect(policy).not.toMatch(/script-src|img-src|connect-src|allow-scripts|allow-same-origin|allow-forms/);
});

test.each([
  ["outside the demonstration", mail, testEnv()],
  ["around the mail", mail.replace("/contenu", ""), demonstration],
  ["below the mail", `${mail}/more`, demonstration],
  ["on any other page", "/connexion", demonstration],
])("SEC-14 · nothing is framed %s", (_where, path, env) => {
  const policy = contentSecurityPolicy("nonce", path, env);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("script-src 'nonce-nonce' 'strict-dynamic'");
});
