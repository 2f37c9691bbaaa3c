import type { Context } from "@/lib/platform/context";
import { RECOVERY_CODES, recoveryCodeFrom, writtenRecoveryCode } from "./recovery-code";

/** Ten new codes: as they are shown once, and as they are kept. */
export interface DrawnCodes {
  written: string[];
  hashes: { position: number; codeHash: string }[];
}

/** Draws ten recovery codes and hashes them slowly, in turn with everybody else's hashes (SEC-37, SEC-48). */
export async function drawRecoveryCodes(
  ctx: Context,
): Promise<{ kind: "drawn"; codes: DrawnCodes } | { kind: "overloaded" }> {
  const codes: DrawnCodes = { written: [], hashes: [] };
  // One after the other: ten at once would fill the queue for whoever signs in meanwhile.
  for (let position = 1; position <= RECOVERY_CODES; position++) {
    const code = recoveryCodeFrom(ctx.secret(), position);
    const hashed = await ctx.passwords.hash(code.letters);
    if (hashed.kind === "overloaded") return hashed;
    codes.written.push(writtenRecoveryCode(code));
    codes.hashes.push({ position, codeHash: hashed.hash });
  }
  return { kind: "drawn", codes };
}
