import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash as argon2Hash, verify as argon2Verify, parseOptions } from "@node-rs/argon2";
import { unicodeForm } from "./unicode-form";

/** `overloaded`: the queue is full, the person should try again in a few seconds (SEC-37, 503). */
export type HashOutcome = { kind: "hashed"; hash: string } | { kind: "overloaded" };
export type VerifyOutcome = { kind: "right" } | { kind: "wrong" } | { kind: "overloaded" };

/** Slow hashing, off the event loop and in a bounded queue. */
export interface PasswordHasher {
  hash(secret: string): Promise<HashOutcome>;
  /** `hash` null: a decoy is verified instead, at the same cost, and is never right (SEC-38). */
  verify(hash: string | null, secret: string): Promise<VerifyOutcome>;
}

/** What each hash costs; Argon2id is the library's default algorithm (R-412, SEC-37). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hasher of a process: one hash a core at a time, the others wait in turn, the rest are told (SEC-37). */
export function argon2Hasher(options: { atOnce?: number; waiting?: number } = {}): PasswordHasher {
  const queue = boundedQueue(options.atOnce ?? availableParallelism(), options.waiting ?? 64);
  // Begun at once, so that the first unknown address of the day costs one hash like every other.
  const decoy = argon2Hash(randomBytes(32), cost);

  return {
    async hash(secret) {
      const turn = await queue.run(() => argon2Hash(asStored(secret), cost));
      return turn.kind === "done" ? { kind: "hashed", hash: turn.result } : turn;
    },
    async verify(hash, secret) {
      const usable = hash !== null && isArgon2id(hash) ? hash : null;
      const against = usable ?? (await decoy);
      const turn = await queue.run(() => argon2Verify(against, asStored(secret)));
      if (turn.kind === "overloaded") return turn;
      return { kind: turn.result && usable !== null ? "right" : "wrong" };
    },
  };
}

/** Whether a stored hash was made with other parameters than today's: hash again at the next sign-in (SEC-37). */
export function needsRehash(hash: string): boolean {
  if (!isArgon2id(hash)) return true;
  const { memoryCost, timeCost, parallelism } = parseOptions(hash);
  return memoryCost !== cost.memoryCost || timeCost !== cost.timeCost || parallelism !== cost.parallelism;
}

/** The same accented letter is typed in two ways on two keyboards; it is one password. */
function asStored(secret: string): string {
  return unicodeForm(secret, "NFC");
}

/** A damaged row is a wrong password at the usual cost, not an error that tells it apart. */
function isArgon2id(hash: string): boolean {
  try {
    parseOptions(hash);
    return hash.startsWith("$argon2id$");
  } catch {
    return false;
  }
}

type Turn<T> = { kind: "done"; result: T } | { kind: "overloaded" };

/** First come, first served. */
function boundedQueue(atOnce: number, maxWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    async run<T>(work: () => Promise<T>): Promise<Turn<T>> {
      if (running >= atOnce) {
        if (waiting.length >= maxWaiting) return { kind: "overloaded" };
        // Whoever ends hands over the place, so nobody who comes later can slip in between.
        await new Promise<void>((myTurn) => waiting.push(myTurn));
      } else {
        running++;
      }
      try {
        return { kind: "done", result: await work() };
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
