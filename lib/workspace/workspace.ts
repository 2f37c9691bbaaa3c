import type { workspaceCode } from "@/drizzle/schema/workspace";

/** A feature that a structure opens and its people subscribe to (espace de travail). */
export type WorkspaceCode = (typeof workspaceCode.enumValues)[number];

/** Which structures may open a workspace: all, only one sector, or those who asked for DUME. */
export type Audience = "everyone" | "private" | "public" | "dume";

/** One line of the catalogue R-701; its label and description are in the catalogue of sentences, by code. */
export interface Workspace {
  code: WorkspaceCode;
  audience: Audience;
  /** Offered in step 3 of the registration. */
  choice: boolean;
}

/** The catalogue R-701, in the order of the tabs. */
export const workspaces: readonly Workspace[] = [
  { code: "ENGAGEMENTS", audience: "everyone", choice: true },
  { code: "FACTURES_A_VALIDER", audience: "everyone", choice: true },
  { code: "FACTURES_TRAVAUX", audience: "everyone", choice: true },
  { code: "FACTURES_EMISES", audience: "everyone", choice: true },
  { code: "FACTURES_RECUES", audience: "public", choice: false },
  { code: "MEMOIRES_FRAIS_JUSTICE", audience: "private", choice: true },
  { code: "RACCORDEMENT_EDI_API", audience: "everyone", choice: true },
  { code: "SOLLICITATIONS_EMISES", audience: "everyone", choice: true },
  { code: "SUIVI_FLUX", audience: "everyone", choice: true },
  { code: "DUME", audience: "dume", choice: false },
];

/** What is switched on unless the person decides otherwise (R-702, C-02). */
export const openedByDefault: readonly WorkspaceCode[] = ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"];

/** What whoever is attached takes and gives back without asking anybody. */
export const takenFreely: readonly WorkspaceCode[] = ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"];

/** Everything that the managers of a structure of that sector may open on it, DUME included. */
export function openableBy(sector: "private" | "public"): WorkspaceCode[] {
  return workspaces
    .filter(({ audience }) => audience === "everyone" || audience === "dume" || audience === sector)
    .map(({ code }) => code);
}

/** The workspaces step 3 offers to a structure of that sector. */
export function offeredTo(sector: "private" | "public"): WorkspaceCode[] {
  return workspaces
    .filter(({ choice, audience }) => choice && (audience === "everyone" || audience === sector))
    .map(({ code }) => code);
}

/** What a registration may ask the portal for. */
export interface Purposes {
  paymentRequests: boolean;
  dume: boolean;
}

/**
 * Everything to open on a new structure, in the order of the tabs: the choices of step 3 when it was shown, support
 * alone when only DUME was asked for, DUME when asked for, received invoices for a public body.
 */
export function toOpen(
  sector: "private" | "public",
  purposes: Purposes,
  chosen: readonly WorkspaceCode[],
): WorkspaceCode[] {
  const wanted = new Set<WorkspaceCode>(
    purposes.paymentRequests ? offeredTo(sector).filter((code) => chosen.includes(code)) : ["SOLLICITATIONS_EMISES"],
  );
  if (purposes.dume) wanted.add("DUME");
  if (sector === "public") wanted.add("FACTURES_RECUES");
  return workspaces.map(({ code }) => code).filter((code) => wanted.has(code));
}

/** The workspace of a page's address (`/espaces/factures-emises`), or undefined. */
export function workspaceOfSlug(slug: string): Workspace | undefined {
  return workspaces.find(({ code }) => slugOf(code) === slug);
}

/** The segment of a workspace in the address of its page. */
export function slugOf(code: WorkspaceCode): string {
  return code.toLowerCase().replaceAll("_", "-");
}
