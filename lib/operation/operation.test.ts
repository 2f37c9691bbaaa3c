import { expect, test } from "vitest";
import { fr } from "@/lib/i18n/fr";
import { subjectOf } from "./operation";

test("R-907 · each kind of operation that has a title is done to something that has a name", () => {
  for (const kind of Object.keys(fr.operations.titles)) {
    expect(subjectOf(kind) === "unknown", kind).toBe(kind === "unknown");
  }
  expect(subjectOf("of-tomorrow")).toBe("unknown");
});
