import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { Env } from "@/lib/platform/env";
import { subkey } from "./technical-secret";

/** How long a token is good for, in seconds (SEC-75; clients of the modelled system read 16 bits). */
export const TOKEN_SECONDS = 3600;

/** Whom a token names. It carries no right: account, password and manager are read from the database at each call (SEC-82). */
export interface TokenClaims {
  technicalAccountId: string;
  /** The password that it was given for: it dies with it. */
  secretId: string;
  /** Seconds since 1970; the first one in which it is refused. */
  expiresAt: number;
}

const claims = z.strictObject({
  aud: z.literal("api"),
  sub: z.uuid(),
  sec: z.uuid(),
  exp: z.number().int(),
});

type Keyring = Pick<Env, "API_SECRET">;

/** What a token is given for, as `authenticateClient` found it. */
export interface TokenGround {
  technicalAccountId: string;
  secretId: string;
  secretExpiresAt: Date;
}

/**
 * A token of an hour (R-1011). The client is promised no more than what is left of its password; a call it makes all the
 * same with the token of a password that has ended is told so (R-1008, PASSWORD_EXPIRED). Whole seconds.
 */
export function giveAccessToken(
  { env, now }: Pick<Context, "env" | "now">,
  { technicalAccountId, secretId, secretExpiresAt }: TokenGround,
): { token: string; expiresIn: number } {
  const givenAt = Math.ceil(now().getTime() / 1000);
  const token = makeAccessToken(env, { technicalAccountId, secretId, expiresAt: givenAt + TOKEN_SECONDS });
  const left = Math.ceil(secretExpiresAt.getTime() / 1000) - givenAt;
  return { token, expiresIn: Math.max(1, Math.min(TOKEN_SECONDS, left)) };
}

/** A bearer token that only this portal reads: claims and a keyed hash of them, in one form and by one algorithm (SEC-76). */
export function makeAccessToken(env: Keyring, { technicalAccountId, secretId, expiresAt }: TokenClaims): string {
  const [current] = env.API_SECRET;
  if (!current) throw new Error("API_SECRET is empty");
  const body = encode({ aud: "api", sub: technicalAccountId, sec: secretId, exp: expiresAt });
  return `att1.${current.version}.${body}.${sign(current.secret, `${current.version}.${body}`)}`;
}

/** The claims of a token that this portal made and that has not expired; null for anything else. */
export function readAccessToken(env: Keyring, token: string, now: Date): TokenClaims | null {
  const [, version, body, mark] = /^att1\.(\d{1,9})\.([\w-]{1,400})\.([\w-]{43})$/.exec(token) ?? [];
  const key = env.API_SECRET.find((candidate) => String(candidate.version) === version);
  if (!key || !body || !mark) return null;
  // Letters are compared, not bytes: of the last letter's bits two are none of the hash, and any would do.
  const expected = Buffer.from(sign(key.secret, `${version}.${body}`));
  if (!timingSafeEqual(Buffer.from(mark), expected)) return null;
  const parsed = claims.safeParse(decode(body));
  if (!parsed.success || parsed.data.exp * 1000 <= now.getTime()) return null;
  return { technicalAccountId: parsed.data.sub, secretId: parsed.data.sec, expiresAt: parsed.data.exp };
}

function sign(secret: string, text: string): string {
  return createHmac("sha256", subkey(secret, "access tokens")).update(text).digest("base64url");
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
