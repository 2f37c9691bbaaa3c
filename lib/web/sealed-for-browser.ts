import { deflateRawSync, inflateRawSync } from "node:zlib";
import { decode, encode } from "next-auth/jwt";
import type { z } from "zod";
import type { Env } from "@/lib/platform/env";

/** The keys that seal, and the name a value is sealed under: what is sealed as a recap never opens as a draft. */
export interface Seal {
  env: Pick<Env, "AUTH_SECRET">;
  name: string;
  now: Date;
}

/** Beyond it, what unpacks is no draft but an attack on the memory. */
const LARGEST = 100_000;

/** A value, packed and encrypted, that opens for `lifetime` seconds. */
export function sealForBrowser({ env, name, now }: Seal, value: unknown, lifetime: number): Promise<string> {
  const packed = deflateRawSync(JSON.stringify(value)).toString("base64");
  return encode({
    token: { packed, until: now.getTime() + lifetime * 1000 },
    secret: env.AUTH_SECRET.map((key) => key.secret),
    salt: name,
    maxAge: lifetime,
  });
}

/** The value sealed before, or null: expired, altered, of another name, or of a shape this release does not know. */
export async function openFromBrowser<T>(
  { env, name, now }: Seal,
  sealed: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  try {
    const token = await decode({ token: sealed, secret: env.AUTH_SECRET.map((key) => key.secret), salt: name });
    if (typeof token?.packed !== "string" || Number(token.until) < now.getTime()) return null;
    const packed = Buffer.from(token.packed, "base64");
    const value: unknown = JSON.parse(inflateRawSync(packed, { maxOutputLength: LARGEST }).toString());
    return schema.safeParse(value).data ?? null;
  } catch {
    // Altered by hand, or sealed with a key that was retired: the same as absent.
    return null;
  }
}

/** Browsers drop a cookie above 4096 bytes, name and attributes included. */
const CHUNK = 3800;
export const MAX_CHUNKS = 3;

/** The parts in which a sealed value travels, or null when it does not fit in what a browser keeps. */
export function inChunks(sealed: string): string[] | null {
  const chunks = sealed.match(new RegExp(`.{1,${CHUNK}}`, "g")) ?? [];
  return chunks.length > MAX_CHUNKS ? null : chunks;
}
