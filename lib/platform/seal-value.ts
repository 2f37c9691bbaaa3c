import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Env } from "./env";

/** What is sealed, and what it belongs to: a sealed value moved to another row does not open. */
export interface SealedFor {
  /** Which kind of value: each has a key of its own. */
  purpose: "iban" | "totp";
  /** The row it stands in. */
  ownerId: string;
}

type Keyring = Pick<Env, "DATA_SECRET">;

/** Seals a value for the database by AES-256-GCM, under the first key of `DATA_SECRET` (SEC-101). */
export function sealValue(env: Keyring, { value, ...owner }: SealedFor & { value: string }): string {
  const [current] = env.DATA_SECRET;
  if (!current) throw new Error("DATA_SECRET is empty");
  return `${current.version}.${encrypt(keyOf(current.secret, owner), { value, boundTo: boundTo(owner) })}`;
}

/** The value again, under whichever key of the ring sealed it (SEC-16); null when it was altered or its key is gone. */
export function openValue(env: Keyring, { sealed, ...owner }: SealedFor & { sealed: string }): string | null {
  const [, version, text] = /^(\d+)\.([\w-]+)$/.exec(sealed) ?? [];
  const key = env.DATA_SECRET.find((candidate) => String(candidate.version) === version);
  if (!key || !text) return null;
  return decrypt(keyOf(key.secret, owner), { sealed: text, boundTo: boundTo(owner) });
}

/** Seals a value for the database under a key of 256 bits (base64url) that the database never holds (R-1006). */
export function sealUnder(key: string, { value, boundTo }: { value: string; boundTo: string }): string {
  return encrypt(Buffer.from(key, "base64url"), { value, boundTo: Buffer.from(boundTo) });
}

/** The value again; null when it was altered, belongs elsewhere, or this is not its key. */
export function openUnder(key: string, { sealed, boundTo }: { sealed: string; boundTo: string }): string | null {
  return decrypt(Buffer.from(key, "base64url"), { sealed, boundTo: Buffer.from(boundTo) });
}

const NONCE = 12;
const TAG = 16;

function encrypt(key: Buffer, { value, boundTo }: { value: string; boundTo: Buffer }): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(boundTo);
  return Buffer.concat([nonce, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "base64url",
  );
}

function decrypt(key: Buffer, { sealed, boundTo }: { sealed: string; boundTo: Buffer }): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < NONCE + TAG) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(boundTo);
    decipher.setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyOf(secret: string, { purpose }: SealedFor): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `attache sealed ${purpose}`, 32));
}

function boundTo({ purpose, ownerId }: SealedFor): Buffer {
  return Buffer.from(`${purpose}|${ownerId}`);
}
