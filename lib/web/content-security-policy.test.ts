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

test("SEC-93 · a file that somebody added runs and loads nothing; the page that lists them is a page", () => {
  const list = "/structures/0f8b9c1e-0000-4000-8000-000000000001/documents";
  expect(contentSecurityPolicy("nonce", `${list}/0f8b9c1e-0000-4000-8000-000000000002`, testEnv())).toMatch(
    /^default-src 'none'; .*; sandbox$/,
  );
  expect(contentSecurityPolicy("nonce", list, testEnv())).toContain("script-src 'nonce-nonce'");
});

test("R-318 · only the pages with the anti-robot step, where it is on, let its frame and styles in", () => {
  const widget = /frame-src https:\/\/challenges\.cloudflare\.com/;
  for (const path of ["/", "/connexion", "/renvoi-activation", "/inscription/verification"]) {
    expect(contentSecurityPolicy("nonce", path, testEnv()), path).toMatch(widget);
    expect(contentSecurityPolicy("nonce", path, testEnv({ TURNSTILE: "off" })), path).not.toMatch(/cloudflare|unsafe/);
  }
  for (const path of ["/inscription", "/activation", "/accueil", "/connexion/autre"]) {
    expect(contentSecurityPolicy("nonce", path, testEnv()), path).not.toMatch(/cloudflare|unsafe/);
  }
});

test("SEC-14 · everything else is ours or nothing, and evaluation is for development alone", () => {
  const policy = contentSecurityPolicy("nonce", "/accueil", testEnv({ APP_URL: "https://attache.example" }));
  const directives = Object.fromEntries(policy.split("; ").map((part) => [part.split(" ")[0], part]));
  expect(directives).toMatchObject({
    "default-src": "default-src 'none'",
    "style-src": "style-src 'self'",
    "object-src": "object-src 'none'",
    "base-uri": "base-uri 'none'",
    "form-action": "form-action 'self'",
    "report-uri": "report-uri /api/csp-report",
    "upgrade-insecure-requests": "upgrade-insecure-requests",
  });
  expect(policy).not.toContain("unsafe");
  expect(contentSecurityPolicy("nonce", "/", testEnv({ NODE_ENV: "development" }))).toContain("'unsafe-eval'");
});
