import { eq } from "drizzle-orm";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { asAdministrator } from "@/lib/administration/administrator";
import type { SupportAct } from "@/lib/administration/support-act";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import { type Account, anAccount, aPasswordProofOf, aSessionOf } from "./people";

/** An administrator in a session that proved the second factor, who gave his password and says why (SEC-70). */
export async function aSupportAct(
  ctx: Context,
  { account, reason = "Asked by telephone" }: { account?: Account; reason?: string } = {},
): Promise<SupportAct> {
  const { actor } = await aSessionOf(ctx, account ?? (await anAccount(ctx, { isAdministrator: true })));
  const administrator = asAdministrator(actor);
  if (!administrator) throw new Error("This account is no administrator's.");
  return { administrator, proof: await aPasswordProofOf(ctx, actor), reason };
}

/** A mail with a link in it that could not be delivered (SEC-97). */
export async function aDeadMail(
  ctx: Context,
  { recipient, lastError }: { recipient: string; lastError: string },
): Promise<{ id: string; linkId: string }> {
  const linkId = ctx.id();
  const event = `password-reset:${linkId}`;
  const message = { kind: "password-reset", accountId: ctx.id(), linkId, byAdministrator: false } as const;
  await enqueue(ctx, [{ message, recipient, language: "fr", event }]);
  const [row] = await ctx.db
    .update(outboxMessages)
    .set({ status: "dead", attempts: 6, lastError, settledAt: ctx.now() })
    .where(eq(outboxMessages.event, event))
    .returning({ id: outboxMessages.id });
  if (!row) throw new Error("nothing was written");
  return { id: row.id, linkId };
}
