import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { buttonLook } from "./button-look";
import { CancelLink } from "./cancel-link";

test("A11Y-22 · leaving a question looks the same everywhere, and Escape finds it in a dialog", () => {
  const html = renderToStaticMarkup(<CancelLink href="/liste#supprimer">Annuler</CancelLink>);
  expect(html).toBe(`<a data-cancel="true" href="/liste#supprimer" class="${buttonLook.secondary}">Annuler</a>`);
});
