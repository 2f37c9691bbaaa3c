import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { DEVICE_SECRETS } from "@/lib/account/known-device";
import { ABSOLUTE_HOURS } from "@/lib/account/session";
import { type Actor, isAttached, isManager } from "@/lib/attachment/actor";
import type { Env } from "@/lib/platform/env";
import { live } from "@/lib/platform/live";
import type { Claims } from "./claims";
import { deviceCookie, sessionCookie } from "./cookie-names";
import { clearOwnSealed } from "./sealed-cookie";

const DEVICE_DAYS = 400;

/** The routing hints of an actor at this moment: never a right. */
export function hintsOf(actor: Actor, now: Date): Omit<Claims, "secret"> {
  return {
    checkedAt: now.getTime(),
    attached: isAttached(actor),
    manager: isManager(actor),
    administrator: actor.isAdministrator,
  };
}

/** Gives the browser the Auth.js cookie that names its session row (R-423, SEC-42). */
export async function setLoginCookie(claims: Claims): Promise<void> {
  const { env } = await live();
  const { name, secure } = cookieOf(env);
  const maxAge = ABSOLUTE_HOURS * 3600;
  const value = await encode({
    token: { ...claims },
    secret: env.AUTH_SECRET.map((key) => key.secret),
    salt: name,
    maxAge,
  });
  (await cookies()).set(name, value, { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge });
}

/** The session secret the browser holds, or null. Whether it still counts, only the database says. */
export async function readLoginCookie(): Promise<string | null> {
  const { env } = await live();
  const { name } = cookieOf(env);
  const value = (await cookies()).get(name)?.value;
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: env.AUTH_SECRET.map((key) => key.secret), salt: name });
    return typeof token?.secret === "string" ? token.secret : null;
  } catch {
    // Forged, cut short, or sealed with a retired key: nobody is signed in.
    return null;
  }
}

/**
 * Deletes the session cookie by name, and what this browser kept for its person; the device and language cookies stay
 * (SEC-43).
 */
export async function deleteLoginCookie(): Promise<void> {
  await clearOwnSealed();
  const { env } = await live();
  const { name, secure } = cookieOf(env);
  (await cookies()).set(name, "", { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge: 0 });
}

/** The secrets of the people who signed in on this browser before, the newest first; at most five. */
export async function readDeviceCookie(): Promise<string[]> {
  const { env } = await live();
  const value = (await cookies()).get(deviceCookie(cookieOf(env).secure))?.value ?? "";
  // Whatever else a browser sends would only be hashed for nothing.
  return value
    .split(".")
    .filter((secret) => /^[\w-]{43}$/.test(secret))
    .slice(0, DEVICE_SECRETS);
}

/**
 * Remembers this browser for one more person: each keeps his own attempts when somebody locks his account from elsewhere
 * (SEC-40), and none replaces the others.
 */
export async function setDeviceCookie(secret: string): Promise<void> {
  const { env } = await live();
  const { secure } = cookieOf(env);
  const maxAge = DEVICE_DAYS * 86_400;
  const others = (await readDeviceCookie()).filter((known) => known !== secret);
  const value = [secret, ...others].slice(0, DEVICE_SECRETS).join(".");
  (await cookies()).set(deviceCookie(secure), value, { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge });
}

function cookieOf(env: Env): { name: string; secure: boolean } {
  const secure = env.APP_URL.startsWith("https:");
  return { name: sessionCookie(secure), secure };
}
