import { type Context, inTransaction } from "@/lib/platform/context";
import { type DrawnCodes, drawRecoveryCodes } from "./draw-recovery-codes";
import { holdFactors, keepOnlyThisSession, replaceRecoveryCodes, tellFactorChange } from "./factor-changes";
import type { Holder } from "./second-factor";

/** A factor that its owner has just proven to hold. `write` stores it; false: it cannot be any more. */
export interface NewFactor {
  holder: Holder;
  factor: "totp" | "passkey";
  write(tx: Context): Promise<boolean>;
}

/** `codes`: shown once, when the account had none to fall back on (SEC-49); null where it keeps those it has. */
export type AddFactorOutcome =
  | { kind: "added"; codes: string[] | null }
  | { kind: "not-added" }
  | { kind: "overloaded" };

/** Adds a proven factor: other sessions end, this one counts as proven, the owner is told (R-425, N-27). */
export async function addFactor(ctx: Context, added: NewFactor): Promise<AddFactorOutcome> {
  const outcome = await store(ctx, added, null);
  if (outcome.kind !== "codes-needed") return outcome;
  // Hashed outside of the transaction, then all over again: somebody may have added a factor meanwhile.
  const drawn = await drawRecoveryCodes(ctx);
  if (drawn.kind === "overloaded") return drawn;
  const again = await store(ctx, added, drawn.codes);
  return again.kind === "codes-needed" ? { kind: "not-added" } : again;
}

function store(
  ctx: Context,
  { holder, factor, write }: NewFactor,
  codes: DrawnCodes | null,
): Promise<AddFactorOutcome | { kind: "codes-needed" }> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdFactors(tx, holder);
    if (!held) return { kind: "not-added" };
    const needed = held.codes === 0;
    if (needed && codes === null) return { kind: "codes-needed" };
    if (!(await write(tx))) return { kind: "not-added" };
    if (needed && codes !== null) await replaceRecoveryCodes(tx, holder.accountId, codes);
    await keepOnlyThisSession(tx, holder, { protectedNow: true });
    const event = { kind: "second-factor-added", facts: { factor } } as const;
    await tellFactorChange(tx, { account: held.account, event, change: `${factor}-added` });
    return { kind: "added", codes: needed ? (codes?.written ?? null) : null };
  });
}
