import { and, asc, eq, gt } from "drizzle-orm";
import { formerIdentifiers, structures } from "@/drizzle/schema/structure";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { displayIdentifier, type IdentifierType } from "@/lib/structure/identifier";
import { findReader } from "../find-reader";
import { foreignText } from "../foreign-text";
import { type Letter, type MailSentences, mailSentences, structureName } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-20: a structure goes by another identifier, told to its managers: the old value and the new one. */
export async function identifierChanged(
  ctx: Context,
  { message, recipient, language }: MailOrder<"identifier-changed">,
): Promise<Letter | null> {
  const [change] = await ctx.db
    .select({ former: formerIdentifiers, structure: structures })
    .from(formerIdentifiers)
    .innerJoin(structures, eq(structures.id, formerIdentifiers.structureId))
    .where(and(eq(formerIdentifiers.id, message.formerIdentifierId), eq(structures.id, message.structureId)));
  const reader = change && (await findReader(ctx, { structureId: message.structureId, recipient }));
  if (!change || reader?.kind !== "manager") return null;
  // It may have changed again since: each mail tells its own change.
  const [next] = await ctx.db
    .select()
    .from(formerIdentifiers)
    .where(
      and(
        eq(formerIdentifiers.structureId, message.structureId),
        gt(formerIdentifiers.replacedAt, change.former.replacedAt),
      ),
    )
    .orderBy(asc(formerIdentifiers.replacedAt))
    .limit(1);

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  const structure = structureName(change.structure);
  return {
    title: t("identifierChanged.title", { structure }),
    addressee: reader.names,
    paragraphs: [say("identifierChanged.told", { structure }), say("identifierChanged.next")],
    facts: [
      { term: t("facts.structure"), details: structure },
      { term: t("facts.formerIdentifier"), details: told(change.former, sentences) },
      { term: t("facts.newIdentifier"), details: told(next ?? change.structure, sentences) },
      { term: t("facts.date"), details: formatMoment(change.former.replacedAt) },
    ],
    action: { label: t("openStructure"), address: mailLinks(ctx.env).structure(message.structureId) },
    notes: [say("identifierChanged.notYou")],
  };
}

/** The identifier of a person tells his birth: it never travels by mail (R-1103). */
function told(
  { identifierType, identifier }: { identifierType: IdentifierType; identifier: string },
  { t, organisations }: MailSentences,
): string {
  const type = organisations(`identifierTypes.${identifierType}`);
  if (identifierType === "PARTICULIER") return type;
  return t("identifier", { type, identifier: foreignText(displayIdentifier(identifierType, identifier)) });
}
