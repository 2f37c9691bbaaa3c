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
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(current.secret, owner), nonce);
  cipher.setAAD(boundTo(owner));
  const sealed = Buffer.concat([nonce, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${current.version}.${sealed.toString("base64url")}`;
}

/** The value again, under whichever key of the ring sealed it (SEC-16); null when it was altered or its key is gone. */
export function openValue(env: Keyring, { sealed, ...owner }: SealedFor & { sealed: string }): string | null {
  const [, version, text] = /^(\d+)\.([\w-]+)$/.exec(sealed) ?? [];
  const key = env.DATA_SECRET.find((candidate) => String(candidate.version) === version);
  if (!key || !text) return null;
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < NONCE + TAG) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(key.secret, owner), bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(boundTo(owner));
    decipher.setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

const NONCE = 12;
const TAG = 16;

function keyOf(secret: string, { purpose }: SealedFor): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `attache sealed ${purpose}`, 32));
}

function boundTo({ purpose, ownerId }: SealedFor): Buffer {
  return Buffer.from(`${purpose}|${ownerId}`);
}
