import { and, desc, eq } from "drizzle-orm";
import { structureHistory } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findReader } from "../find-reader";
import { type Letter, mailSentences, structureName } from "../letter";
import { typedFact } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-20: a structure was deactivated, told to its managers. */
export async function structureDeactivated(
  ctx: Context,
  { message, recipient, language }: MailOrder<"structure-deactivated">,
): Promise<Letter | null> {
  const [found] = await ctx.db
    .select({ structure: structures })
    .from(structures)
    .where(and(eq(structures.id, message.structureId), eq(structures.status, "inactive")));
  const reader = found && (await findReader(ctx, { structureId: message.structureId, recipient }));
  if (!found || reader?.kind !== "manager") return null;
  const [act] = await ctx.db
    .select({ happenedAt: structureHistory.happenedAt, reason: structureHistory.reason })
    .from(structureHistory)
    .where(
      and(eq(structureHistory.structureId, message.structureId), eq(structureHistory.kind, "structure-deactivated")),
    )
    .orderBy(desc(structureHistory.happenedAt))
    .limit(1);

  const { t, say } = mailSentences(ctx.env, language);
  const structure = structureName(found.structure);
  return {
    title: t("structureDeactivated.title", { structure }),
    addressee: reader.names,
    paragraphs: [say("structureDeactivated.told", { structure }), say("structureDeactivated.next")],
    facts: [
      { term: t("facts.structure"), details: structure },
      ...(act ? [{ term: t("facts.date"), details: formatMoment(act.happenedAt) }] : []),
      ...typedFact(t("facts.reason"), act?.reason),
    ],
    action: { label: t("openStructure"), address: mailLinks(ctx.env).structure(message.structureId) },
    notes: [say("structureDeactivated.notYou")],
  };
}
