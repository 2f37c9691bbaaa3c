import { expect, test } from "vitest";
import { toCsv } from "@/lib/platform/csv";
import { csvAnswer } from "./csv-answer";

test("R-832 · the file is saved, never shown in place nor kept by anybody", async () => {
  const answer = csvAnswer("utilisateurs.csv", toCsv(["Nom"], [["Éloïse"]]));
  expect(Object.fromEntries(answer.headers)).toEqual({
    "cache-control": "private, no-store",
    "content-disposition": "attachment; filename=\"utilisateurs.csv\"; filename*=UTF-8''utilisateurs.csv",
    "content-type": "text/csv; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test("SEC-91 · a name that holds quotes, breaks or a path stays one plain name", () => {
  const header = csvAnswer('../Société "Les\r\nLilas";x.csv', "").headers.get("content-disposition") ?? "";
  expect(header).toBe(
    "attachment; filename=\"..-Societe -Les-Lilas-x.csv\"; filename*=UTF-8''..-Soci%C3%A9t%C3%A9%20-Les-Lilas-x.csv",
  );
});
