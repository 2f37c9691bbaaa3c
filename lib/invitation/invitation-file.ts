import { parse } from "csv-parse/sync";
import { type Email, parseEmail } from "@/lib/account/email";
import { hasUnprintable } from "@/lib/platform/plain-text";
import { workspaces as catalogue, type WorkspaceCode } from "@/lib/workspace/workspace";
import type { InvitedPermissions, InvitedRole } from "./invitation";

/** How many people one file may invite. */
export const MAX_LINES = 1000;
/** A thousand lines of the longest kind we take, and room to spare. */
export const MAX_FILE_BYTES = 512 * 1024;
const MAX_LINE_LENGTH = 1000;
const SHOWN_LENGTH = 100;
/** A first line that names columns: it begins with a word for an address, and holds no address. */
const heading = /^"?(?:adresse|address|courriel|e-?mail|login)[^@]{0,200}$/i;

/** What a line may offer: read from the structure, for the person who imports. */
export interface Offerable {
  departments: { id: string; code: string }[];
  workspaces: WorkspaceCode[];
  roles: InvitedRole[];
}

/** The same with its departments by their codes, so that a file full of codes is not a search for each of them. */
type Known = Omit<Offerable, "departments"> & { departmentIds: ReadonlyMap<string, string> };

/** What a valid line invites to. */
interface FileInvitation extends InvitedPermissions {
  email: Email;
  role: InvitedRole;
}

/** Why a line is refused; each has its sentence, as `invitations.file.problems.{problem}`. */
export const lineProblems = [
  "too-long",
  "wrong-encoding",
  "control-character",
  "open-quote",
  "columns",
  "formula",
  "address",
  "role",
  "role-not-permitted",
  "department",
  "workspace",
  "workspace-closed",
  "workspace-twice",
  "access",
  "doubled",
] as const;
export type LineProblem = (typeof lineProblems)[number];

/** One line of the file as the preview shows it, and whether it can be sent. */
export interface FileLine {
  /** As an editor counts them. */
  number: number;
  /** The first cell, shortened and without what nobody can see. */
  address: string;
  verdict: { kind: "valid"; invitation: FileInvitation } | { kind: "refused"; problem: LineProblem };
}

/** What a file holds. */
export type InvitationFile = { kind: "read"; lines: FileLine[] } | { kind: "empty" } | { kind: "too-many-lines" };

/** The text of a file's bytes. UTF-16 and its kin are refused whole: nothing in them would be read as it was meant. */
export function decodeInvitationFile(
  bytes: Uint8Array,
): { kind: "decoded"; text: string } | { kind: "empty" } | { kind: "too-large" } | { kind: "wrong-encoding" } {
  if (bytes.length === 0) return { kind: "empty" };
  if (bytes.length > MAX_FILE_BYTES) return { kind: "too-large" };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return { kind: "wrong-encoding" };
  // What is no UTF-8 becomes U+FFFD, and its line is refused; the byte order mark goes. JSON in the database holds no
  // NUL: another control stands for it, and its line is refused alike.
  const text = new TextDecoder("utf-8").decode(bytes).replaceAll("\u0000", "\u0001");
  return text.trim() === "" ? { kind: "empty" } : { kind: "decoded", text };
}

/**
 * Reads each line of a file by itself: a quote that nobody closed spoils its own line and no other. `;` or `,`, with
 * or without a first line of headings.
 */
export function readInvitationFile(text: string, offerable: Offerable): InvitationFile {
  const written = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const [first] = written;
  if (!first) return { kind: "empty" };
  const delimiter = written.find(({ line }) => /[;,]/.test(line))?.line.includes(";") ? ";" : ",";
  const lines = heading.test(first.line) ? written.slice(1) : written;
  if (lines.length === 0) return { kind: "empty" };
  if (lines.length > MAX_LINES) return { kind: "too-many-lines" };

  const departmentIds = new Map(offerable.departments.map(({ code, id }) => [code, id]));
  const known = { ...offerable, departmentIds };
  const seen = new Set<string>();
  return {
    kind: "read",
    lines: lines.map(({ line, number }) => {
      const read = readLine(line, delimiter, known);
      if (read.verdict.kind === "refused") return { number, ...read };
      const { email } = read.verdict.invitation;
      if (seen.has(email)) return { number, ...read, verdict: { kind: "refused", problem: "doubled" } };
      seen.add(email);
      return { number, ...read };
    }),
  };
}

function readLine(line: string, delimiter: string, known: Known): Omit<FileLine, "number"> {
  const cells = line.length > MAX_LINE_LENGTH ? null : cellsOf(line, delimiter);
  const address = legible(cells?.[0] ?? line);
  if (cells === null) {
    return refuse(address, line.length > MAX_LINE_LENGTH ? "too-long" : "open-quote");
  }
  const problem = formProblem(line, cells);
  if (problem) return refuse(address, problem);
  const invitation = invitationOf(cells, known);
  return typeof invitation === "string"
    ? refuse(address, invitation)
    : { address: invitation.email, verdict: { kind: "valid", invitation } };
}

function refuse(address: string, problem: LineProblem): Omit<FileLine, "number"> {
  return { address, verdict: { kind: "refused", problem } };
}

/** The trimmed cells of one line; null when its quotes do not match. */
function cellsOf(line: string, delimiter: string): string[] | null {
  try {
    const [cells = []]: string[][] = parse(line, {
      delimiter,
      max_record_size: 2 * MAX_LINE_LENGTH,
      relax_column_count: true,
    });
    return cells.map((cell) => cell.trim());
  } catch {
    return null;
  }
}

/** What is wrong with a line before anything is made of what it says. */
function formProblem(line: string, cells: string[]): LineProblem | null {
  if (line.includes("\ufffd")) return "wrong-encoding";
  if (hasUnprintable(line.replaceAll("\t", " "))) return "control-character";
  if (cells.length > 4) return "columns";
  if (cells.some((cell) => /^['"]?[=+\-@＝＋－＠]/.test(cell))) return "formula";
  return null;
}

function invitationOf(cells: string[], known: Known): FileInvitation | LineProblem {
  const [typedEmail = "", typedRole = "", typedDepartments = "", typedWorkspaces = ""] = cells;
  const email = parseEmail(typedEmail);
  if (!email) return "address";
  const role = roleOf(typedRole);
  if (!role) return "role";
  if (!known.roles.includes(role)) return "role-not-permitted";
  const departmentIds = departmentsOf(typedDepartments, known);
  if (!departmentIds) return "department";
  const workspaces = workspacesOf(typedWorkspaces, known);
  return typeof workspaces === "string" ? workspaces : { email, role, departmentIds, workspaces };
}

/** As the model writes it, as the portal says it, or by the codes of the specification; nothing: the least one. */
function roleOf(typed: string): InvitedRole | null {
  const known: Record<string, InvitedRole> = {
    "": "member",
    us: "member",
    utilisateur_simple: "member",
    "utilisateur simple": "member",
    "basic user": "member",
    gs: "secondary-manager",
    gestionnaire_secondaire: "secondary-manager",
    "gestionnaire secondaire": "secondary-manager",
    "secondary manager": "secondary-manager",
  };
  const word = typed.toLowerCase();
  return Object.hasOwn(known, word) ? (known[word] ?? null) : null;
}

function departmentsOf(typed: string, { departmentIds }: Known): string[] | null {
  const ids = new Set<string>();
  for (const code of listed(typed)) {
    const id = departmentIds.get(code);
    if (id === undefined) return null;
    ids.add(id);
  }
  return [...ids];
}

/** `CODE` or `CODE:mode`. Nothing typed: what R-706 gives; `AUCUN`: none. Without a mode it is reading alone. */
function workspacesOf(typed: string, { workspaces }: Known): InvitedPermissions["workspaces"] | LineProblem {
  const parts = listed(typed);
  if (parts.length === 0) {
    return workspaces.includes("FACTURES_EMISES") ? [{ workspace: "FACTURES_EMISES", access: "write" }] : [];
  }
  if (parts.length === 1 && /^(aucun|none)$/i.test(parts[0] ?? "")) return [];
  const grants: InvitedPermissions["workspaces"] = [];
  for (const part of parts) {
    const [code = "", mode = "", ...more] = part.split(":").map((word) => word.trim());
    const workspace = workspaceOf(code);
    if (!workspace) return "workspace";
    if (!workspaces.includes(workspace)) return "workspace-closed";
    if (grants.some((grant) => grant.workspace === workspace)) return "workspace-twice";
    const access = accessOf(mode);
    if (!access || more.length > 0) return "access";
    grants.push({ workspace, access });
  }
  return grants;
}

function workspaceOf(code: string): WorkspaceCode | undefined {
  return catalogue.find((known) => known.code === code.toUpperCase())?.code;
}

function accessOf(mode: string): "read" | "write" | null {
  if (/^(consultation|view|read|c|)$/i.test(mode)) return "read";
  return /^(modification|edit|write|m)$/i.test(mode) ? "write" : null;
}

function listed(cell: string): string[] {
  return cell
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What the preview may show of a cell that nobody has checked. */
function legible(text: string): string {
  const seen = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "�").trim();
  return seen.length > SHOWN_LENGTH ? `${seen.slice(0, SHOWN_LENGTH)}…` : seen;
}
