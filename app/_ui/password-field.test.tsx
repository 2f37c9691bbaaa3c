import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ActionForm } from "./action-form";
import { PasswordField } from "./password-field";

const labels = {
  valid: "Saisie acceptée",
  errorPrefix: "Erreur : ",
  errorSummary: "Champs à corriger",
  requiredLegend: "* champs obligatoires",
};
const html = renderToStaticMarkup(
  <ActionForm action={async (state) => state} labels={labels}>
    <PasswordField
      name="password"
      label="Mot de passe"
      showLabel="Afficher"
      hideLabel="Masquer"
      help="Au minimum 12 caractères."
      autoComplete="new-password"
      required
    />
  </ActionForm>,
);
const [input = ""] = /<input[^>]*>/.exec(html) ?? [];
const [button = ""] = /<button[^>]*>/.exec(html) ?? [];

test("A11Y-03 · the password has a bound label and its help", () => {
  expect(html).toMatch(/<label[^>]* for="form-password"/);
  expect(input).toMatch(/ id="form-password"/);
  expect(input).toMatch(/ aria-describedby="form-password-help"/);
  expect(html).toMatch(/<div id="form-password-help"[^>]*>Au minimum 12 caractères\.</);
});

test("A11Y-07, A11Y-08 · password managers know the field, and nothing stands in the way of pasting", () => {
  expect(input).toMatch(/ autoComplete="new-password"/i);
  expect(input).toMatch(/ type="password"/);
  // A maximum would cut a pasted password in silence.
  expect(input).not.toMatch(/maxlength|onpaste|value=/i);
});

test("A11Y-08 · the button that shows the password has a name and a state, and is no submit button", () => {
  expect(button).toMatch(/ type="button"/);
  expect(button).toMatch(/ aria-pressed="false"/);
  expect(button).toMatch(/ aria-label="Afficher \/ Masquer"/);
  expect(button).toMatch(/ aria-controls="form-password"/);
});

test("A11Y-31 · without scripts that button does nothing, so it is not shown", () => {
  expect(button).toMatch(/ class="[^"]*noscript:hidden/);
});
