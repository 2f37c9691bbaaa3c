import { hash, verify } from "@node-rs/argon2";
import type { PasswordHasher } from "@/lib/platform/password-hash";

export interface CountingHasher extends PasswordHasher {
  /** How often each was asked, the decoys of SEC-38 included. */
  hashes: number;
  verifies: number;
  /** Set to true: the queue is full (SEC-37). */
  overloaded: boolean;
}

// Argon2id is the library's default; its enum cannot be imported under verbatimModuleSyntax.
const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** A stored hash that costs next to nothing to make and to check. */
export function cheapHash(secret: string): Promise<string> {
  return hash(secret.normalize("NFC"), cheap);
}

/** Real Argon2id at the lowest cost, which counts what it is asked. */
export function countingHasher(): CountingHasher {
  const decoy = cheapHash("nobody's password");
  const hasher: CountingHasher = {
    hashes: 0,
    verifies: 0,
    overloaded: false,
    async hash(secret) {
      hasher.hashes++;
      if (hasher.overloaded) return { kind: "overloaded" };
      return { kind: "hashed", hash: await cheapHash(secret) };
    },
    async verify(stored, secret) {
      hasher.verifies++;
      if (hasher.overloaded) return { kind: "overloaded" };
      const matches = await verify(stored ?? (await decoy), secret.normalize("NFC"));
      return { kind: matches && stored !== null ? "right" : "wrong" };
    },
  };
  return hasher;
}
