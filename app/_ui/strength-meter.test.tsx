import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { StrengthMeter } from "./strength-meter";

const sentences = { 0: "0 (Insuffisant)", 1: "1 (Faible)", 2: "2 (Moyen)", 3: "3 (Bon)", 4: "4 (Fort)" };
const owner = { email: "anne@x.fr", givenName: "Anne", familyName: "Martin", portalName: "Attache" };

test("A11Y-12, A11Y-31 · before anything is typed the meter is an empty polite region, with its place kept where scripts fill it", () => {
  const html = renderToStaticMarkup(<StrengthMeter password={null} owner={owner} sentences={sentences} />);
  expect(html).toContain('<p role="status" class="sr-only"></p>');
  expect(html).toMatch(/^<div><div aria-hidden="true" class="[^"]*noscript:hidden invisible"/);
  expect(html.replaceAll(/<[^>]+>/g, "")).toBe("");
});
