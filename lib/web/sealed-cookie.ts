import { cookies } from "next/headers";
import { z } from "zod";
import { live } from "@/lib/platform/live";
import { sealedCookie } from "./cookie-names";
import { inChunks, MAX_CHUNKS, openFromBrowser, type Seal, sealForBrowser } from "./sealed-for-browser";

/** What may travel in a sealed cookie. The purpose is part of the key: a recap never opens as a draft. */
export type SealedPurpose =
  | "draft"
  | "recap"
  | "activation-link"
  | "contact-email-link"
  | "password-link"
  | "reactivation-link"
  | "login-email-link"
  | "lost-password"
  | "second-factor"
  | "disabled-account";

/** What is kept for the person who is signed in: it opens for nobody else, and goes when the session ends (SEC-43, SEC-63). */
const ownPurposes = [
  "mandate-draft",
  "recovery-codes",
  "technical-secret",
  "structure-search",
  "new-identifier",
  "new-structure",
] as const;
export type OwnPurpose = (typeof ownPurposes)[number];

/** `too-large`: what was typed does not fit in the three chunks a browser keeps. */
export type SealOutcome = { kind: "sealed" } | { kind: "too-large" };

/** Keeps a value on the visitor's side, encrypted and out of reach of scripts, for `lifetime` seconds. */
export function writeSealed(purpose: SealedPurpose, value: unknown, lifetime: number): Promise<SealOutcome> {
  return write(purpose, value, lifetime);
}

/** The same for one person alone. */
export function writeOwnSealed(
  purpose: OwnPurpose,
  accountId: string,
  { value, lifetime }: { value: unknown; lifetime: number },
): Promise<SealOutcome> {
  return write(purpose, { accountId, value }, lifetime);
}

/** The value sealed before, or null: absent, expired, altered, or of a shape this release does not know. */
export function readSealed<T>(purpose: SealedPurpose, schema: z.ZodType<T>): Promise<T | null> {
  return read(purpose, schema);
}

/** What that person sealed before, or null: that of whoever used the browser earlier is nothing too. */
export async function readOwnSealed<T>(
  purpose: OwnPurpose,
  accountId: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const own = await read(purpose, z.object({ accountId: z.literal(accountId), value: schema }));
  return own?.value ?? null;
}

/** Forgets a sealed value. */
export async function clearSealed(purpose: SealedPurpose | OwnPurpose): Promise<void> {
  const { seal, secure } = await sealOf(purpose);
  const jar = await cookies();
  for (let index = 0; index < MAX_CHUNKS; index++) {
    const name = `${seal.name}.${index}`;
    if (jar.has(name)) put(jar, name, "", { secure, maxAge: 0 });
  }
}

/** Forgets all that is kept for whoever was signed in. */
export async function clearOwnSealed(): Promise<void> {
  for (const purpose of ownPurposes) await clearSealed(purpose);
}

async function write(purpose: SealedPurpose | OwnPurpose, value: unknown, lifetime: number): Promise<SealOutcome> {
  const { seal, secure } = await sealOf(purpose);
  const chunks = inChunks(await sealForBrowser(seal, value, lifetime));
  if (!chunks) return { kind: "too-large" };

  const jar = await cookies();
  for (let index = 0; index < MAX_CHUNKS; index++) {
    const name = `${seal.name}.${index}`;
    const chunk = chunks[index];
    if (chunk !== undefined) put(jar, name, chunk, { secure, maxAge: lifetime });
    else if (jar.has(name)) put(jar, name, "", { secure, maxAge: 0 });
  }
  return { kind: "sealed" };
}

async function read<T>(purpose: SealedPurpose | OwnPurpose, schema: z.ZodType<T>): Promise<T | null> {
  const { seal } = await sealOf(purpose);
  const jar = await cookies();
  const chunks = Array.from({ length: MAX_CHUNKS }, (_, index) => jar.get(`${seal.name}.${index}`)?.value ?? "");
  const sealed = chunks.join("");
  return sealed ? openFromBrowser(seal, sealed, schema) : null;
}

async function sealOf(purpose: SealedPurpose | OwnPurpose): Promise<{ seal: Seal; secure: boolean }> {
  const { env, now } = await live();
  const secure = env.APP_URL.startsWith("https:");
  return { seal: { env, name: sealedCookie(purpose, secure), now: now() }, secure };
}

type Jar = Awaited<ReturnType<typeof cookies>>;

// Deleting goes through here too: a `__Host-` cookie only leaves with an answer that repeats its attributes.
function put(jar: Jar, name: string, value: string, { secure, maxAge }: { secure: boolean; maxAge: number }): void {
  jar.set(name, value, { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge });
}
