import { TOTP } from "otpauth";
import { recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import { addPasskey } from "@/lib/account/add-passkey";
import { askForNewPasskey } from "@/lib/account/ask-for-new-passkey";
import { recoveryCodeFrom, writtenRecoveryCode } from "@/lib/account/recovery-code";
import { signIn } from "@/lib/account/sign-in";
import { totpSecretFrom } from "@/lib/account/totp";
import type { Context } from "@/lib/platform/context";
import { sealValue } from "@/lib/platform/seal-value";
import { cheapHash } from "./counting-hasher";
import { type Account, aPasswordProofOf, aSessionOf } from "./people";
import { credentials } from "./sign-in-tries";
import { softwareAuthenticator } from "./software-authenticator";

/** The code that an application with this secret shows, so many steps of 30 seconds before or after a moment. */
export function codeOf(secret: string, moment: Date, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: moment.getTime() + steps * 30_000 });
}

/** An account with a working authenticator application: the code it shows now, or so many steps away from now. */
export async function withTotp(ctx: Context, { id }: Account): Promise<(steps?: number) => string> {
  const secret = totpSecretFrom(ctx.secret());
  const sealedSecret = sealValue(ctx.env, { purpose: "totp", ownerId: id, value: secret });
  const now = ctx.now();
  await ctx.db.insert(totpAuthenticators).values({ accountId: id, sealedSecret, createdAt: now, confirmedAt: now });
  return (steps = 0) => codeOf(secret, ctx.now(), steps);
}

/** The ten recovery codes of an account, as they were printed. */
export async function withRecoveryCodes(ctx: Context, { id }: Account): Promise<string[]> {
  const codes = Array.from({ length: 10 }, (_, index) => recoveryCodeFrom(ctx.secret(), index + 1));
  for (const { position, letters } of codes) {
    const row = { accountId: id, position, codeHash: await cheapHash(letters), createdAt: ctx.now() };
    await ctx.db.insert(recoveryCodes).values(row);
  }
  return codes.map(writtenRecoveryCode);
}

/** A device that holds a passkey of the account. */
export async function withPasskey(ctx: Context, account: Account, label = "Téléphone") {
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  const device = softwareAuthenticator(new URL(ctx.env.APP_URL).origin);
  const options = await askForNewPasskey(ctx, actor);
  const outcome = await addPasskey(ctx, { holder: actor, proof, label, creation: device.make(options) });
  if (outcome.kind !== "added") throw new Error(`The passkey was not taken: ${outcome.kind}.`);
  return { device, codes: outcome.codes };
}

/** A sign-in of that account whose password was right: the secret that carries it on. */
export async function halfwaySignIn(ctx: Context, { email }: Account): Promise<string> {
  const outcome = await signIn(ctx, credentials(email));
  if (outcome.kind !== "second-factor-needed") throw new Error(`Nothing more is asked: ${outcome.kind}.`);
  return outcome.secret;
}
