import { and, eq, isNotNull } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import { findReader } from "../find-reader";
import { type Letter, mailSentences, structureName } from "../letter";
import { calendarDay } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-20: the register says that a structure closed; its managers decide what to do about it. */
export async function structureClosedInRegister(
  ctx: Context,
  { message: { structureId }, recipient, language }: MailOrder<"structure-closed-in-register">,
): Promise<Letter | null> {
  const [structure] = await ctx.db
    .select()
    .from(structures)
    .where(
      and(eq(structures.id, structureId), eq(structures.status, "active"), isNotNull(structures.registryClosedOn)),
    );
  const reader = structure && (await findReader(ctx, { structureId, recipient }));
  if (!structure?.registryClosedOn || reader?.kind !== "manager") return null;

  const { t, say } = mailSentences(ctx.env, language);
  const name = structureName(structure);
  return {
    title: t("structureClosedInRegister.title", { structure: name }),
    addressee: reader.names,
    paragraphs: [say("structureClosedInRegister.told", { structure: name }), say("structureClosedInRegister.next")],
    facts: [
      { term: t("facts.structure"), details: name },
      { term: t("facts.closedOn"), details: calendarDay(structure.registryClosedOn) },
    ],
    action: { label: t("openStructure"), address: mailLinks(ctx.env).structure(structureId) },
    notes: [say("structureClosedInRegister.mistaken")],
  };
}
