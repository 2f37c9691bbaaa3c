import { sql } from "drizzle-orm";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import type { EmploymentScheme, ProviderCategory } from "@/lib/workspace/justice-costs";
import { openableBy, type WorkspaceCode } from "@/lib/workspace/workspace";
import { findManagers } from "./find-managers";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

/** What a manager opens, and whether he uses it himself from now on, in "Modification". */
export interface WorkspacesToOpen {
  workspaces: readonly WorkspaceCode[];
  /** Asked for with justice costs alone. */
  providerCategory: ProviderCategory | null;
  employmentScheme: EmploymentScheme | null;
  subscribe: boolean;
}

/** `not-offered`: not for a structure of that sector; `details-missing`: justice costs ask who bills. */
export type OpenWorkspacesOutcome =
  | { kind: "opened"; workspaces: WorkspaceCode[] }
  | { kind: "details-missing"; schemeMissing: boolean }
  | { kind: "already-open" | "not-offered" | "structure-inactive" | "not-permitted" };

/** A manager opens workspaces on the structure: its people may subscribe to them from now on. */
export async function openWorkspaces(
  ctx: Context,
  permit: Permit<"manage-workspaces">,
  wanted: WorkspacesToOpen,
): Promise<OpenWorkspacesOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    if (held.status !== "active") return { kind: "structure-inactive" };
    const offered = openableBy(held.sector);
    if (!wanted.workspaces.every((workspace) => offered.includes(workspace))) return { kind: "not-offered" };
    const opening = await open(tx, permit, wanted);
    if ("kind" in opening) return opening;
    if (opening.opened.length === 0) return { kind: "already-open" };
    await tell(tx, permit, opening);
    // In the order of the tabs.
    return { kind: "opened", workspaces: offered.filter((code) => opening.opened.includes(code)) };
  });
}

interface Opening {
  opened: WorkspaceCode[];
  subscribed: WorkspaceCode[];
}

async function open(
  tx: Context,
  { structureId, holder }: Permit,
  { workspaces, providerCategory, employmentScheme, subscribe }: WorkspacesToOpen,
): Promise<Opening | { kind: "details-missing"; schemeMissing: boolean }> {
  const justice = workspaces.includes("MEMOIRES_FRAIS_JUSTICE");
  if (justice) {
    const scheme = await schemeAskedOf(tx, structureId, employmentScheme);
    if (providerCategory === null || scheme === "missing") {
      return { kind: "details-missing", schemeMissing: scheme === "missing" };
    }
    await tx.db.execute(sql`
      update structures set provider_category = ${providerCategory}, employment_scheme = ${scheme}
      where id = ${structureId}`);
  }
  const now = tx.now().toISOString();
  // One row of the first table a workspace; the ids of the second one are ours, as all ids are.
  const rows = JSON.stringify([...new Set(workspaces)].map((workspace) => ({ workspace, id: tx.id() })));
  const { rows: opened } = await tx.db.execute<{ workspace: WorkspaceCode; subscribed: boolean }>(sql`
    with wanted as (
      select id, workspace from json_to_recordset(${rows}::json) as line(id uuid, workspace workspace_code)
    ), opened as (
      insert into open_workspaces (structure_id, workspace, opened_at)
      select ${structureId}, workspace, ${now}::timestamptz from wanted
      on conflict do nothing returning workspace
    ), subscribed as (
      insert into subscriptions (id, account_id, structure_id, workspace, access, status, requested_at, decided_at)
      select wanted.id, ${holder.accountId}, ${structureId}, workspace, 'write', 'active',
        ${now}::timestamptz, ${now}::timestamptz
      from wanted join opened using (workspace) where ${subscribe}
      on conflict do nothing returning workspace
    )
    select workspace, workspace in (select workspace from subscribed) as subscribed from opened`);
  return {
    opened: opened.map(({ workspace }) => workspace),
    subscribed: opened.filter(({ subscribed }) => subscribed).map(({ workspace }) => workspace),
  };
}

/** Only whoever has no SIRET says under which scheme he works. */
async function schemeAskedOf(
  tx: Context,
  structureId: string,
  given: EmploymentScheme | null,
): Promise<EmploymentScheme | null | "missing"> {
  const { rows } = await tx.db.execute<{ identifierType: IdentifierType }>(
    sql`select identifier_type as "identifierType" from structures where id = ${structureId}`,
  );
  if (rows[0]?.identifierType === "SIRET") return null;
  return given ?? "missing";
}

async function tell(tx: Context, { structureId, holder }: Permit, { opened, subscribed }: Opening): Promise<void> {
  const actorId = holder.accountId;
  const person = namedPerson(holder);
  const managers = await findManagers(tx, structureId);
  await noteAct(tx, {
    audit: [
      { kind: "workspace-opened", actorId, targetId: structureId, facts: { workspaces: opened } },
      ...(subscribed.length > 0
        ? [
            {
              kind: "subscription-opened" as const,
              actorId,
              targetId: actorId,
              facts: { structureId, workspaces: subscribed },
            },
          ]
        : []),
    ],
    history: opened.map((workspace) => ({ structureId, kind: "workspace-opened", actorId, workspace })),
    feed: managers.flatMap(({ accountId }) =>
      opened.map((workspace) => ({
        accountId,
        structureId,
        kind: "workspace-opened" as const,
        workspace,
        ...person,
      })),
    ),
  });
}
