import { expect, test } from "vitest";
import { parseEnv } from "./env";
import { environmentProblems } from "./environment-problems";

const key = (letter: string) => `${letter}0123456789abcdefghijklmnopqrstuv`;
const production = {
  NODE_ENV: "production",
  APP_URL: "https://portail.example",
  AUTH_SECRET: `1:${key("a")}`,
  LINK_SECRET: `1:${key("b")}`,
  DATA_SECRET: `1:${key("d")}`,
  API_SECRET: `1:${key("f")}`,
  DECOY_SECRET: key("e"),
  CRON_SECRET: key("c"),
  DATABASE_URL: "postgres://db",
  RESEND_API_KEY: "re_key",
  MAIL_FROM: "Attache <portail@portail.example>",
  TURNSTILE_SITE_KEY: "0x4site",
  TURNSTILE_SECRET_KEY: "0x4key",
};
const demonstration = {
  NODE_ENV: "production",
  DEMO: "1",
  APP_URL: "http://127.0.0.1:3000",
  AUTH_SECRET: production.AUTH_SECRET,
  LINK_SECRET: production.LINK_SECRET,
  DATA_SECRET: production.DATA_SECRET,
  API_SECRET: production.API_SECRET,
  DECOY_SECRET: production.DECOY_SECRET,
  CRON_SECRET: production.CRON_SECRET,
};
const start = ["node", "next", "start", "-H", "127.0.0.1"];
const problems = (source: Record<string, string | undefined>, argv = start) =>
  environmentProblems(parseEnv(source), argv);

test("SEC-15 · a complete production and a plain demonstration start", () => {
  expect(problems(production)).toEqual([]);
  expect(problems(demonstration)).toEqual([]);
});

test.each([
  ["http in the open", { APP_URL: "http://portail.example" }],
  ["no database", { DATABASE_URL: undefined }],
  ["no mail provider", { RESEND_API_KEY: undefined }],
  ["no sender", { MAIL_FROM: undefined }],
  ["R-318 · no anti-robot keys", { TURNSTILE_SECRET_KEY: undefined }],
  ["SEC-15 · Cloudflare's test secret", { TURNSTILE_SECRET_KEY: "1x0000000000000000000000000000000AA" }],
  ["SEC-15 · Cloudflare's test site key", { TURNSTILE_SITE_KEY: "2x00000000000000000000AB" }],
  ["a register without its key", { DIRECTORY: "insee" }],
  ["SEC-16 · a sample secret", { CRON_SECRET: "please-change-me-please-change-me-1" }],
  ["SEC-16 · one secret twice", { CRON_SECRET: key("a") }],
  ["SEC-101 · the sealing key of the mailed links", { DATA_SECRET: `2:${key("b")}` }],
  ["R-820 · files in a folder that Vercel forgets", { VERCEL: "1" }],
  ["R-820 · a Vercel store without its token", { STORAGE: "vercel-blob" }],
  ["R-820 · a bucket without its key", { STORAGE: "s3", S3_ENDPOINT: "https://s3.example", S3_BUCKET: "b" }],
  [
    "R-820 · a bucket in the open",
    {
      STORAGE: "s3",
      S3_ENDPOINT: "http://s3.example",
      S3_BUCKET: "b",
      S3_ACCESS_KEY_ID: "id",
      S3_SECRET_ACCESS_KEY: "key",
    },
  ],
])("SEC-16 · production refuses to start with %s", (_what, change) => {
  expect(problems({ ...production, ...change })).toHaveLength(1);
});

test("R-318 · production starts without anti-robot keys when the check is off on purpose", () => {
  const without = { TURNSTILE: "off", TURNSTILE_SITE_KEY: undefined, TURNSTILE_SECRET_KEY: undefined };
  expect(problems({ ...production, ...without })).toEqual([]);
});

test.each([
  ["a real database", { DATABASE_URL: "postgres://db" }, start],
  ["a mail key", { RESEND_API_KEY: "re_key" }, start],
  ["an anti-robot key", { TURNSTILE_SECRET_KEY: "0x4key" }, start],
  ["a register key", { INSEE_API_KEY: "key" }, start],
  ["a key of the file store", { BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_x" }, start],
  ["a public address", { APP_URL: "https://portail.example" }, start],
  ["every network interface", {}, ["node", "next", "start"]],
  ["a named interface", {}, ["node", "next", "start", "--hostname", "0.0.0.0"]],
])("SEC-15 · the demonstration refuses to start beside %s", (_what, change, argv) => {
  expect(problems({ ...demonstration, ...change }, argv)).toHaveLength(1);
});

test("SEC-16 · a short secret is refused, and the error never quotes it", () => {
  expect(() => parseEnv({ ...production, AUTH_SECRET: "1:short-and-known" })).toThrow(
    /^(?!.*short-and-known).*AUTH_SECRET/s,
  );
});

test("a preview deployment finds its own address", () => {
  const env = parseEnv({
    ...production,
    APP_URL: undefined,
    VERCEL_URL: "a-1.example",
    VERCEL_BRANCH_URL: "a-git.example",
  });
  expect(env).toMatchObject({ APP_URL: "https://a-git.example", ALLOWED_HOSTS: "a-git.example,a-1.example" });
});
