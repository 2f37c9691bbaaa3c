import { and, eq, inArray } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";

/** Whether the person is, at this moment, the primary manager of each of these structures (R-1002). */
export async function managesAll(
  tx: Context,
  { accountId, structureIds }: { accountId: string; structureIds: readonly string[] },
): Promise<boolean> {
  if (structureIds.length === 0) return true;
  const managed = await tx.db.$count(
    attachments,
    and(
      eq(attachments.accountId, accountId),
      inArray(attachments.structureId, [...structureIds]),
      eq(attachments.status, "approved"),
      eq(attachments.role, "primary-manager"),
    ),
  );
  return managed === new Set(structureIds).size;
}
