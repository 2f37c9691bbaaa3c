import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { Ready } from "./assess-draft";
import type { Recap } from "./recap";

/** What S-03 will say, read from what was sent and never from what was stored. */
export async function composeRecap(
  ctx: Context,
  { person, found, details, organisation }: Ready,
  activateUntil: Date,
): Promise<Recap> {
  const { givenName, familyName, email } = person;
  const { identifierType, identifier } = found;
  const recap = { givenName, familyName, email, activateUntil: activateUntil.toISOString() };
  if (found.kind === "join") {
    const manager = await discreetManager(ctx, found.structureId);
    const name = found.label ?? found.legalName;
    return { ...recap, organisation: { kind: "join", identifierType, identifier, name, manager } };
  }
  if (organisation.kind !== "create" || !details) return { ...recap, organisation: { kind: "none" } };
  const { publicBody, label, legalName } = organisation;
  return {
    ...recap,
    organisation: { kind: "create", identifierType, identifier, name: label ?? legalName, publicBody },
  };
}

/** An anonymous visitor reads a first name and an initial, "Jean-Marc D.", and no more (C-20). */
async function discreetManager(ctx: Context, structureId: string): Promise<string | null> {
  const [manager] = await ctx.db
    .select({ givenName: accounts.givenName, familyName: accounts.familyName })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .where(
      and(
        eq(attachments.structureId, structureId),
        eq(attachments.role, "primary-manager"),
        eq(attachments.status, "approved"),
        eq(accounts.status, "active"),
      ),
    );
  if (!manager) return null;
  const [initial = ""] = manager.familyName;
  return `${manager.givenName} ${initial.toUpperCase()}.`;
}
