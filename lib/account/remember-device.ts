import type { SQLWrapper } from "drizzle-orm";
import { knownDevices } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { secretHash } from "./session";

/** Remembers a browser that signed in, so that it keeps its own attempts (R-422, SEC-40). Returns its secret. */
export async function rememberDevice(tx: Context, accountId: string, known: string | null): Promise<string> {
  const secret = known ?? tx.secret();
  await tx.db.execute(rememberedDevice(tx, accountId, secret));
  return secret;
}

/** A device yet to be written, for whoever writes it together with more. */
export function rememberedDevice(ctx: Context, accountId: string, secret: string): SQLWrapper {
  return ctx.db
    .insert(knownDevices)
    .values({ accountId, deviceHash: secretHash(secret), lastUsedAt: ctx.now() })
    .onConflictDoUpdate({ target: [knownDevices.accountId, knownDevices.deviceHash], set: { lastUsedAt: ctx.now() } });
}
