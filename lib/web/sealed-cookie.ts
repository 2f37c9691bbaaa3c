import { deflateRawSync, inflateRawSync } from "node:zlib";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import type { z } from "zod";
import { live } from "@/lib/platform/live";
import { sealedCookie } from "./cookie-names";

/** What may travel in a sealed cookie. The purpose is part of the key: a recap never opens as a draft. */
export type SealedPurpose = "draft" | "recap" | "activation-link" | "contact-email-link" | "notice";

/** Browsers drop a cookie above 4096 bytes, name and attributes included. */
const CHUNK = 3800;
const MAX_CHUNKS = 3;

/** `too-large`: what was typed does not fit in the three chunks a browser keeps. */
export type SealOutcome = { kind: "sealed" } | { kind: "too-large" };

/** Keeps a value on the visitor's side, encrypted and out of reach of scripts, for `lifetime` seconds. */
export async function writeSealed(purpose: SealedPurpose, value: unknown, lifetime: number): Promise<SealOutcome> {
  const { env, now } = await live();
  const secure = env.APP_URL.startsWith("https:");
  const name = sealedCookie(purpose, secure);
  const sealed = await encode({
    token: {
      packed: deflateRawSync(JSON.stringify(value)).toString("base64"),
      until: now().getTime() + lifetime * 1000,
    },
    secret: env.AUTH_SECRET.map((key) => key.secret),
    salt: name,
    maxAge: lifetime,
  });
  const chunks = sealed.match(new RegExp(`.{1,${CHUNK}}`, "g")) ?? [];
  if (chunks.length > MAX_CHUNKS) return { kind: "too-large" };

  const jar = await cookies();
  for (let index = 0; index < MAX_CHUNKS; index++) {
    const chunk = chunks[index];
    if (chunk !== undefined) put(jar, `${name}.${index}`, chunk, { secure, maxAge: lifetime });
    else if (jar.has(`${name}.${index}`)) put(jar, `${name}.${index}`, "", { secure, maxAge: 0 });
  }
  return { kind: "sealed" };
}

/** The value sealed before, or null: absent, expired, altered, or of a shape this release does not know. */
export async function readSealed<T>(purpose: SealedPurpose, schema: z.ZodType<T>): Promise<T | null> {
  const { env, now } = await live();
  const name = sealedCookie(purpose, env.APP_URL.startsWith("https:"));
  const jar = await cookies();
  const sealed = Array.from({ length: MAX_CHUNKS }, (_, index) => jar.get(`${name}.${index}`)?.value ?? "").join("");
  if (!sealed) return null;
  try {
    const token = await decode({ token: sealed, secret: env.AUTH_SECRET.map((key) => key.secret), salt: name });
    if (typeof token?.packed !== "string" || Number(token.until) < now().getTime()) return null;
    const packed = Buffer.from(token.packed, "base64");
    return schema.safeParse(JSON.parse(inflateRawSync(packed, { maxOutputLength: 100_000 }).toString())).data ?? null;
  } catch {
    // Altered by hand, or sealed with a key that was retired: the same as absent.
    return null;
  }
}

/** Forgets a sealed value. */
export async function clearSealed(purpose: SealedPurpose): Promise<void> {
  const { env } = await live();
  const secure = env.APP_URL.startsWith("https:");
  const name = sealedCookie(purpose, secure);
  const jar = await cookies();
  for (let index = 0; index < MAX_CHUNKS; index++) {
    if (jar.has(`${name}.${index}`)) put(jar, `${name}.${index}`, "", { secure, maxAge: 0 });
  }
}

type Jar = Awaited<ReturnType<typeof cookies>>;

// Deleting goes through here too: a `__Host-` cookie only leaves with an answer that repeats its attributes.
function put(jar: Jar, name: string, value: string, { secure, maxAge }: { secure: boolean; maxAge: number }): void {
  jar.set(name, value, { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge });
}
