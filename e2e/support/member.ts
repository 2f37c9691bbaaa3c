import { randomBytes } from "node:crypto";
import { type Account, aMemberOf, anAccount, aStructure, type Structure } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { behind, sessionCookieFor } from "./people";
import type { Portal } from "./portals";

/** Somebody who is signed in, and the header by which the portal knows it. */
export interface SignedIn {
  account: Account;
  cookie: string;
}

/** A signed-in person who is attached to nothing. */
export async function aSignedInPerson(
  portal: Portal,
  details: Parameters<typeof anAccount>[1] = {},
): Promise<SignedIn> {
  const ctx = behind(portal);
  const email = `${randomBytes(6).toString("hex")}@example.org`;
  const account = await anAccount(ctx, { email, contactEmail: email, familyName: "Kerguelen", ...details });
  await ctx.close();
  return { account, cookie: await cookieOf(portal, account) };
}

/** A signed-in member of a structure of his own, subscribed to its usual workspaces. */
export async function aSignedInMember(
  portal: Portal,
  details: Parameters<typeof anAccount>[1] = {},
): Promise<SignedIn & { structure: Structure }> {
  const { account } = await aSignedInPerson(portal, details);
  const ctx = behind(portal);
  const number = randomBytes(4).readUInt32BE() % 9_000_000;
  const structure = await aStructure(ctx, { identifier: siretNumber(number), legalName: `Tonnellerie ${number}` });
  await aMemberOf(ctx, structure, { account });
  await ctx.close();
  return { account, structure, cookie: await cookieOf(portal, account) };
}

async function cookieOf(portal: Portal, account: Account): Promise<string> {
  const { name, value } = await sessionCookieFor(portal, account);
  return `${name}=${value}`;
}
