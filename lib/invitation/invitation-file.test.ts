import { describe, expect, test } from "vitest";
import { toCsv } from "@/lib/platform/csv";
import { processorTime } from "@/lib/testing/processor-time";
import {
  decodeInvitationFile,
  type FileLine,
  type LineProblem,
  lineProblems,
  MAX_FILE_BYTES,
  type Offerable,
  readInvitationFile,
} from "./invitation-file";

const compta = "00000000-0000-4000-8000-000000000001";
const achats = "00000000-0000-4000-8000-000000000002";
const offerable: Offerable = {
  departments: [
    { id: compta, code: "COMPTA" },
    { id: achats, code: "ACHATS.01" },
  ],
  workspaces: ["FACTURES_EMISES", "SUIVI_FLUX"],
  roles: ["member", "secondary-manager"],
};

function linesOf(text: string, what: Offerable = offerable): FileLine[] {
  const file = readInvitationFile(text, what);
  if (file.kind !== "read") throw new Error(file.kind);
  return file.lines;
}

const invited = (text: string, what?: Offerable) =>
  linesOf(text, what).map(({ verdict }) => (verdict.kind === "valid" ? verdict.invitation : verdict.problem));
const byDefault = [{ workspace: "FACTURES_EMISES", access: "write" }];

describe("R-909 · a file of people to invite", () => {
  test("R-909 · each line says address, role, departments, workspaces with their mode", () => {
    const line = "Lucie@Example.org;Gestionnaire secondaire;COMPTA,ACHATS.01;FACTURES_EMISES:Modification,SUIVI_FLUX";
    expect(invited(`Adresse;Rôle;Services;Espaces\r\n${line}\r\n`)).toEqual([
      {
        email: "lucie@example.org",
        role: "secondary-manager",
        departmentIds: [compta, achats],
        workspaces: [
          { workspace: "FACTURES_EMISES", access: "write" },
          { workspace: "SUIVI_FLUX", access: "read" },
        ],
      },
    ]);
  });

  test.each([
    ["the comma", 'a@example.org,US,"COMPTA,ACHATS.01","SUIVI_FLUX:m"'],
    ["the semicolon", "a@example.org;US;COMPTA,ACHATS.01;SUIVI_FLUX:Modification"],
    ["spaces around", " a@example.org ; us ; COMPTA , ACHATS.01 ; suivi_flux : write "],
    ["everything quoted", '"a@example.org";"UTILISATEUR_SIMPLE";"COMPTA,ACHATS.01";"SUIVI_FLUX:M"'],
    ["headings and a byte order mark", "\ufeffEmail;Role;a;b\na@example.org;;COMPTA,ACHATS.01;SUIVI_FLUX:m"],
    ["old line ends and empty lines", "\r\r\n\na@example.org;Basic user;COMPTA,ACHATS.01;SUIVI_FLUX:m\r\r"],
  ])("R-909 · it may be written with %s", (_what, text) => {
    const decoded = decodeInvitationFile(new TextEncoder().encode(text));
    expect(decoded.kind === "decoded" ? invited(decoded.text) : decoded).toEqual([
      {
        email: "a@example.org",
        role: "member",
        departmentIds: [compta, achats],
        workspaces: [{ workspace: "SUIVI_FLUX", access: "write" }],
      },
    ]);
  });

  test("R-706 · with the address alone: a simple user who submits invoices; AUCUN gives no workspace", () => {
    const given = { role: "member", departmentIds: [] };
    expect(invited("a@example.org\nb@example.org;;;AUCUN\nc@example.org;;;")).toEqual([
      { email: "a@example.org", ...given, workspaces: byDefault },
      { email: "b@example.org", ...given, workspaces: [] },
      { email: "c@example.org", ...given, workspaces: byDefault },
    ]);
    expect(invited("a@example.org", { ...offerable, workspaces: [] })).toMatchObject([{ workspaces: [] }]);
  });

  test("R-909 · what the portal itself writes is read again", () => {
    const csv = toCsv(["Adresse électronique de connexion", "Rôle"], [["a@example.org", "Utilisateur simple"]]);
    const decoded = decodeInvitationFile(new TextEncoder().encode(csv));
    expect(decoded.kind === "decoded" && invited(decoded.text)).toMatchObject([{ email: "a@example.org" }]);
  });

  test("R-909 · a first line without an address is a line like any other, unless it is one of headings", () => {
    expect(invited("bob;US\na@example.org")).toMatchObject(["address", { email: "a@example.org" }]);
    expect(readInvitationFile("Courriel;Rôle", offerable)).toEqual({ kind: "empty" });
  });
});

describe("R-909 · each line is judged by itself", () => {
  const refused: [problem: LineProblem, line: string][] = [
    ["too-long", `a@example.org;US;${"A".repeat(1000)}`],
    ["wrong-encoding", "a@example.org;US;Comptabilit\ufffd"],
    ["control-character", "a@example.org;US;COMP\u0007TA"],
    ["control-character", "a@example.org;US;\u202eCOMPTA"],
    ["open-quote", 'a@example.org;"US;COMPTA'],
    ["open-quote", 'a@example.org;U"S'],
    ["columns", "a@example.org;US;;;;"],
    ["formula", '"=HYPERLINK(""http://x.example"")";US'],
    ["formula", "+a@example.org"],
    ["formula", "a@example.org;-1"],
    ["formula", "a@example.org;US;'@SUM(A1)"],
    ["formula", "＝a@example.org"],
    ["address", "pas une adresse;US"],
    ["address", ";US"],
    ["address", "a@b@example.org"],
    ["role", "a@example.org;Gestionnaire principal"],
    ["role", "a@example.org;constructor"],
    ["department", "a@example.org;US;INCONNU"],
    ["department", "a@example.org;US;compta"],
    ["workspace", "a@example.org;US;;N_IMPORTE"],
    ["workspace-closed", "a@example.org;US;;DUME"],
    ["workspace-twice", "a@example.org;US;;SUIVI_FLUX,SUIVI_FLUX:M"],
    ["access", "a@example.org;US;;SUIVI_FLUX:tout"],
    ["access", "a@example.org;US;;SUIVI_FLUX:m:m"],
  ];

  test.each(refused)("R-909 · %s: %j is refused, and the lines around it are not", (problem, line) => {
    const before = "avant@example.org;US";
    const after = "apres@example.org;US";
    expect(invited([before, line, after].join("\n"))).toMatchObject([
      { email: "avant@example.org" },
      problem,
      { email: "apres@example.org" },
    ]);
  });

  test("R-005 · a secondary manager's file invites no managers", () => {
    expect(invited("a@example.org;GS", { ...offerable, roles: ["member"] })).toEqual(["role-not-permitted"]);
  });

  test("R-909 · the same person twice, however it is written, is invited once", () => {
    expect(invited("A@example.org;GS\nfaux\na@EXAMPLE.org;US\na@example.org;XX")).toMatchObject([
      { email: "a@example.org" },
      "address",
      "doubled",
      "role",
    ]);
  });

  test("R-909 · every reason is met above", () => {
    const met = new Set([...refused.map(([problem]) => problem), "role-not-permitted", "doubled"]);
    expect([...met].sort()).toEqual([...lineProblems].sort());
  });

  test("R-909 · lines are numbered as an editor counts them, and shown short and legible", () => {
    const lines = linesOf(`Adresse\r\n\r\n${"é".repeat(300)}\r\n\u0000\u202ex\r\na@example.org`);
    expect(lines.map(({ number }) => number)).toEqual([3, 4, 5]);
    expect(lines[0]?.address).toBe(`${"é".repeat(100)}…`);
    expect(lines[1]?.address).toBe("��x");
  });
});

describe("R-909, SEC-94 · files that are none", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test("SEC-93 · an empty, a foreign and a huge one are refused with the reason", () => {
    expect(decodeInvitationFile(bytes(""))).toEqual({ kind: "empty" });
    expect(decodeInvitationFile(bytes(" \r\n\n"))).toEqual({ kind: "empty" });
    expect(decodeInvitationFile(new Uint8Array([0xff, 0xfe, 0x61, 0x00]))).toEqual({ kind: "wrong-encoding" });
    expect(decodeInvitationFile(new Uint8Array(MAX_FILE_BYTES + 1))).toEqual({ kind: "too-large" });
    expect(readInvitationFile("\n\n", offerable)).toEqual({ kind: "empty" });
  });

  test("R-909 · bytes that are no UTF-8 spoil their own line", () => {
    const latin1 = new Uint8Array([
      ...bytes("a@example.org;US\nb@example.org;Secr"),
      0xe9,
      ...bytes("taire\nc@example.org"),
    ]);
    const decoded = decodeInvitationFile(latin1);
    expect(decoded.kind === "decoded" && invited(decoded.text)).toMatchObject([
      { email: "a@example.org" },
      "wrong-encoding",
      { email: "c@example.org" },
    ]);
  });

  test("SEC-91 · NUL spoils its own line, and the text can be kept in the database", () => {
    const decoded = decodeInvitationFile(bytes("a@example.org;U\u0000S\nb@example.org"));
    if (decoded.kind !== "decoded") throw new Error(decoded.kind);
    expect(decoded.text).not.toContain("\u0000");
    expect(invited(decoded.text)).toMatchObject(["control-character", { email: "b@example.org" }]);
  });

  test("R-909 · a thousand lines are read, one more is too many", () => {
    const lines = Array.from({ length: 1000 }, (_, turn) => `p${turn}@example.org;US;COMPTA;SUIVI_FLUX:M`);
    const spent = processorTime();
    const file = readInvitationFile(["Adresse;Rôle", ...lines].join("\r\n"), offerable);
    expect(spent()).toBeLessThan(2000);
    expect(file.kind === "read" && file.lines.every(({ verdict }) => verdict.kind === "valid")).toBe(true);
    expect(readInvitationFile([...lines, "z@example.org"].join("\n"), offerable)).toEqual({ kind: "too-many-lines" });
  });

  test("SEC-94 · half a megabyte of codes among five thousand departments: each department is looked at once", () => {
    let looks = 0;
    const departments = Array.from({ length: 5000 }, (_, turn) => ({
      id: `id ${turn}`,
      get code() {
        looks++;
        return turn.toString(36);
      },
    }));
    const last = `${(4999).toString(36)},`.repeat(240);
    const lines = Array.from({ length: 530 }, (_, turn) => `p${turn}@e.fr;US;${last}${turn % 2 ? "~" : ""}`);
    const text = lines.join("\n");
    expect(text.length).toBeGreaterThan(MAX_FILE_BYTES * 0.98);
    const verdicts = invited(text, { ...offerable, departments });
    expect(verdicts[0]).toMatchObject({ departmentIds: ["id 4999"] });
    expect(verdicts.filter((verdict) => verdict === "department")).toHaveLength(265);
    expect(looks).toBe(5000);
  });

  test.each([
    ["quotes", '"'.repeat(MAX_FILE_BYTES)],
    ["separators", ";".repeat(MAX_FILE_BYTES)],
    ["commas in a cell", `a@example.org;US;${",".repeat(900)}\n`.repeat(500)],
    ["a heading that never ends", `adresse${"a".repeat(MAX_FILE_BYTES)}@`],
    ["short lines", "\n;".repeat(500)],
  ])("SEC-94 · half a megabyte of %s is judged in no time", (_what, text) => {
    const spent = processorTime();
    readInvitationFile(text, offerable);
    expect(spent()).toBeLessThan(1000);
  });
});
