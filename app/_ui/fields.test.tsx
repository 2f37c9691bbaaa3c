import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ActionForm, FileForm } from "./action-form";
import { CheckboxField } from "./checkbox-field";
import { CheckboxGroup } from "./checkbox-group";
import { RadioGroup } from "./radio-group";
import { SelectField } from "./select-field";
import { SubmitButton } from "./submit-button";
import { TextField } from "./text-field";

const labels = {
  valid: "Champ valide",
  errorPrefix: "Erreur : ",
  errorSummary: "Des informations sont à corriger",
  requiredLegend: "* champs obligatoires",
};

test("A11Y-03 · a field has a bound label, its help, and says that it is required", () => {
  const html = shown(<TextField name="city" label="Ville" help="Celle du siège" required />);
  expect(html).toContain('<label for="form-city"');
  expect(html).toContain('<div id="form-city-help"');
  expect(one(html, "input")).toMatch(/ required=""/);
  expect(one(html, "input")).toMatch(/ aria-describedby="form-city-help"/);
  // The star is for the eye: a reader hears "required" once.
  expect(html).toContain('<span aria-hidden="true">\u00a0*</span>');
});

test("A11Y-03 · a field without help points at nothing that is not there", () => {
  expect(one(shown(<TextField name="city" label="Ville" />), "input")).not.toContain("aria-describedby");
});

test("A11Y-07 · a browser may fill an address in, and never corrects it as a word", () => {
  const input = one(shown(<TextField name="email" label="Adresse" type="email" autoComplete="email" />), "input");
  expect(input).toMatch(/ autoComplete="email"/i);
  expect(input).toMatch(/ autoCapitalize="none"/i);
  expect(input).toMatch(/ spellCheck="false"/i);
});

test("R-306 · a list begins with no choice made", () => {
  const html = shown(
    <SelectField name="type" label="Type" placeholder="Choisir" options={[{ value: "RIDET", label: "RIDET" }]} />,
  );
  expect(html).toContain('<option value="" selected="">Choisir</option><option value="RIDET">RIDET</option>');
});

test("A11Y-04 · choices stand in a named group, and the first one is where an error leads", () => {
  const html = shown(
    <RadioGroup
      name="scheme"
      legend="Régime / Statut"
      options={[
        { value: "employee", label: "Employé" },
        { value: "cosp", label: "COSP", help: "Collaborateur occasionnel du service public" },
      ]}
      defaultValue="cosp"
    />,
  );
  expect(html).toMatch(/<fieldset[^>]*><legend[^>]*><span>Régime \/ Statut/);
  expect(html).toMatch(/<input[^>]* id="form-scheme"[^>]* value="employee"/);
  expect(html).toMatch(/<input[^>]* aria-describedby="form-scheme-cosp-hint"[^>]* checked=""[^>]* value="cosp"/);
});

test("A11Y-04, A11Y-17 · one choice or several, the group looks alike and stays within a phone", () => {
  const options = [{ value: "cosp", label: "COSP", help: "Collaborateur occasionnel du service public" }];
  const radio = shown(<RadioGroup name="scheme" legend="Régime" options={options} defaultValue="cosp" required />);
  const boxes = shown(
    <CheckboxGroup name="scheme" legend="Régime" options={options} defaultValue={["cosp"]} required />,
  );
  expect(radio).toMatch(/<fieldset class="[^"]*min-w-0/);
  expect(one(boxes, "input")).not.toContain("required");
  expect(radio.replace(' required=""', "").replace('type="radio"', 'type="checkbox"')).toBe(boxes);
});

test("A11Y-04 · boxes of one name have ids and labels of their own", () => {
  const html = shown(
    <>
      <CheckboxField name="workspaces" value="ENGAGEMENTS" statement="Engagements" />
      <CheckboxField name="workspaces" value="DUME" statement="DUME" defaultChecked />
    </>,
  );
  expect(html).toContain('<label for="form-workspaces-ENGAGEMENTS"');
  expect(html).toContain('<label for="form-workspaces-DUME"');
  expect(html.match(/ checked=""/g)).toHaveLength(1);
});

test("A11Y-05, A11Y-28, A11Y-31 · the server itself says which fields are wrong, by the words that stand beside them", () => {
  const required = "Ce champ est obligatoire.";
  const errors = { city: required, scheme: required, terms: "Vous devez accepter les conditions." };
  const html = renderToStaticMarkup(
    <FileForm action="/" labels={labels} state={{ attempt: 1, values: {}, errors }}>
      <div>
        <TextField name="city" label="Ville" required />
        {[<RadioGroup key="scheme" name="scheme" legend="Régime" options={[{ value: "cosp", label: "COSP" }]} />]}
      </div>
      <CheckboxField name="terms" statement="J'accepte les conditions" />
    </FileForm>,
  );
  const links = [...html.matchAll(/<a href="#form-(\w+)">(.*?)<\/a>/g)].map(([, name, text]) => [name, text]);
  // What one ticks is a whole sentence, and so is what is said of it.
  expect(links).toEqual([
    ["city", `Ville – ${required}`],
    ["scheme", `Régime – ${required}`],
    ["terms", "Vous devez accepter les conditions."],
  ]);
});

test("A11Y-31 · a form that nobody sent shows its plain title, no summary, and no mark of acceptance", () => {
  const html = shown(<TextField name="city" label="Ville" defaultValue="Lyon" />);
  expect(html).toContain("<title>Inscription - Attache</title>");
  expect(html).not.toContain(labels.errorSummary);
  expect(html).not.toContain(labels.valid);
  expect(one(html, "input")).not.toContain(" aria-invalid=");
});

test("R-318, A11Y-10, A11Y-31 · the anti-robot step stands before the button, named, with a way out for who has no scripts", () => {
  const html = renderToStaticMarkup(
    <ActionForm action={async (state) => state} labels={labels} humanCheck={step}>
      <SubmitButton pendingLabel="Envoi…">Créer mon compte</SubmitButton>
    </ActionForm>,
  );
  expect(html).toMatch(/role="group" aria-labelledby="([^"]+)"[^>]*><p id="\1"[^>]*>Vérification anti-robot</);
  // Each state of it is said aloud.
  expect(html).toMatch(/<p role="status"[^>]*><\/p>/);
  expect(html).toContain("<noscript>Activez JavaScript. Écrivez au support.</noscript>");
  expect(html.indexOf("<noscript>")).toBeLessThan(html.indexOf("Créer mon compte"));
});

test("R-318 · a sign-in form shows no anti-robot step before it is asked for", () => {
  const html = renderToStaticMarkup(
    <ActionForm action={async (state) => state} labels={labels} humanCheck={{ ...step, always: false }}>
      <SubmitButton pendingLabel="Envoi…">Se connecter</SubmitButton>
    </ActionForm>,
  );
  expect(html).not.toContain("Vérification anti-robot");
});

const step = {
  siteKey: "site-key",
  action: "sign-up",
  always: true,
  nonce: undefined,
  language: "fr",
  labels: {
    legend: "Vérification anti-robot",
    waiting: "Vérification en cours…",
    passed: "Vérification réussie.",
    failed: "La vérification n'a pas pu se faire.",
    expired: "La vérification a expiré.",
    noScripts: "Activez JavaScript.",
    support: "Écrivez au support.",
  },
};

function shown(field: ReactNode): string {
  return renderToStaticMarkup(
    <ActionForm action={async (state) => state} title="Inscription - Attache" labels={labels}>
      {field}
    </ActionForm>,
  );
}

function one(html: string, tag: string): string {
  return new RegExp(`<${tag}[^>]*>`).exec(html)?.[0] ?? "";
}
