import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { recordEvent } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { tellFeed } from "./tell-feed";

/** A structure to create, with everything its sheet starts with. */
export type NewStructure = Omit<
  typeof structures.$inferInsert,
  "id" | "createdAt" | "searchText" | "managerVacantSince"
>;

/** `identifier-taken`: somebody registered it meanwhile. */
export type RegisterStructureOutcome = { kind: "registered"; structureId: string } | { kind: "identifier-taken" };

/**
 * Creates a structure with its workspaces. A private one gets its first manager, subscribed to everything in
 * "Modification"; a public body never goes to the first comer, its seat stays vacant.
 */
export async function registerStructure(
  tx: Context,
  { accountId, structure, workspaces }: { accountId: string; structure: NewStructure; workspaces: WorkspaceCode[] },
): Promise<RegisterStructureOutcome> {
  // Whoever leaves meanwhile would be a manager who cannot act (SEC-65): his departure waits, or was first.
  const [creator] = await tx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
    .for("key share");
  if (!creator) throw new Error("Whoever creates the structure has no active account any more.");
  const isPublic = structure.sector === "public";
  const [created] = await tx.db
    .insert(structures)
    .values({ ...structure, id: tx.id(), createdAt: tx.now(), managerVacantSince: isPublic ? tx.now() : null })
    .onConflictDoNothing()
    .returning({ id: structures.id });
  if (!created) return { kind: "identifier-taken" };

  const structureId = created.id;
  if (workspaces.length > 0) {
    await tx.db
      .insert(openWorkspaces)
      .values(workspaces.map((workspace) => ({ structureId, workspace, openedAt: tx.now() })));
  }
  const facts = { identifierType: structure.identifierType, sector: structure.sector };
  await recordEvent(tx, { kind: "structure-created", actorId: accountId, targetId: structureId, facts });
  if (!isPublic) await appointFirstManager(tx, { accountId, structureId, workspaces });
  return { kind: "registered", structureId };
}

async function appointFirstManager(
  tx: Context,
  { accountId, structureId, workspaces }: { accountId: string; structureId: string; workspaces: WorkspaceCode[] },
): Promise<void> {
  const now = tx.now();
  const role = "primary-manager";
  const attachmentId = tx.id();
  await tx.db
    .insert(attachments)
    .values({ id: attachmentId, accountId, structureId, role, status: "approved", requestedAt: now, decidedAt: now });
  await recordEvent(tx, {
    kind: "attachment-approved",
    actorId: accountId,
    targetId: attachmentId,
    facts: { structureId, role },
  });
  if (workspaces.length > 0) {
    await tx.db.insert(subscriptions).values(
      workspaces.map((workspace) => ({
        id: tx.id(),
        accountId,
        structureId,
        workspace,
        access: "write" as const,
        status: "active" as const,
        requestedAt: now,
        decidedAt: now,
      })),
    );
    await recordEvent(tx, {
      kind: "subscription-opened",
      actorId: accountId,
      targetId: accountId,
      facts: { structureId, workspaces },
    });
  }
  await tellFeed(tx, [{ accountId, structureId, kind: "structure-created" }]);
}
