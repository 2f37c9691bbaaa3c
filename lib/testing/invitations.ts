import { departments } from "@/drizzle/schema/structure";
import { type Email, parseEmail } from "@/lib/account/email";
import type { InvitedRole } from "@/lib/invitation/invitation";
import { invite, type NewInvitation } from "@/lib/invitation/invite";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type Account, aManagerOf, aPermitOf, aStructure, type Structure } from "./people";

/** A structure with its primary manager, who may invite to it. */
export interface Inviting {
  structure: Structure;
  manager: Account;
  permit: Permit<"manage-members">;
}

/** The manager of a structure of his own, ready to invite. */
export async function anInviting(ctx: Context, details: Parameters<typeof aStructure>[1] = {}): Promise<Inviting> {
  const structure = await aStructure(ctx, details);
  const { account: manager } = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager, { structure, right: "manage-members" });
  return { structure, manager, permit };
}

/** What a manager offers, a simple user with nothing more unless `details` say so. */
export function anOffer(email: string, details: Partial<NewInvitation> = {}): NewInvitation {
  return {
    email: anAddress(email),
    role: "member" satisfies InvitedRole,
    departmentIds: [],
    workspaces: [],
    ...details,
  };
}

/** An invitation that was sent. */
export async function anInvitation(ctx: Context, permit: Permit<"manage-members">, offer: NewInvitation) {
  const outcome = await invite(ctx, permit, offer);
  if (outcome.kind !== "invited") throw new Error(`nobody was invited: ${outcome.kind}`);
  return outcome.invitationId;
}

/** An address as the one parser makes it. */
function anAddress(text: string): Email {
  const email = parseEmail(text);
  if (!email) throw new Error(text);
  return email;
}

/** A department of a structure, used since the first of January unless `details` say otherwise. */
export async function aDepartmentOf(
  ctx: Context,
  structure: Structure,
  details: Partial<typeof departments.$inferInsert> & { code: string },
): Promise<string> {
  const id = ctx.id();
  const validFrom = "2026-01-01";
  await ctx.db
    .insert(departments)
    .values({ id, structureId: structure.id, name: `Service ${details.code}`, validFrom, ...details });
  return id;
}
