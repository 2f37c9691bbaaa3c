import { expect, test } from "vitest";
import { gateOf, safeReturnPath } from "./routes";

test.each([
  "/",
  "/accueil",
  "/espaces/factures-emises",
  "/inscription/organisation",
  "/structures-publiques?q=rennes&page=2",
])("SEC-08 · one may be sent back to %s", (path) => expect(safeReturnPath(path)).toBe(path));

test.each([
  "//evil.example",
  "/\\evil.example",
  "/%09/evil.example",
  "https:evil.example",
  "https://evil.example/accueil",
  "javascript:alert(1)",
  "@evil.example",
  "／／evil.example",
  "%2f%2fevil.example",
  "%252f%252fevil.example",
  "/accueil//evil.example",
  "/accueil\n",
  "/session/renouveler?suite=/accueil",
  "/activation/abc",
  "/api/outbox",
  "",
  `/accueil?${"a".repeat(600)}`,
])("SEC-08 · nobody is sent to %j", (path) => expect(safeReturnPath(path)).toBeNull());

test.each([
  ["/espaces/factures-emises", "attached"],
  ["/gestionnaire", "manager"],
  ["/admin/comptes", "administrator"],
  ["/accueil", "signed-in"],
  ["/mon-compte", "signed-in"],
  ["/", null],
  ["/espacesX", null],
])("R-423 · the middleware expects of %s: %s", (path, gate) => expect(gateOf(path)).toBe(gate));
