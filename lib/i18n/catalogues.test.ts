import { readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { en } from "./en";
import { fr } from "./fr";

const specification = readFileSync(new URL("../specification/portal.md", import.meta.url), "utf8");
const french = flatten(fr);
const english = flatten(en);

/** Texts of section 16 whose variable parts are written as prose there, and what a person then reads. */
const spoken: Record<string, [values: Record<string, string | number>, text: string][]> = {
  "M-06": [[{ max: 80 }, "Ce champ ne doit pas dépasser 80 caractères."]],
  "M-12": [
    [
      { known: "yes", date: "31/03/2021" },
      "L'établissement correspondant à ce SIRET est fermé (depuis le 31/03/2021). Vous ne pouvez pas créer cette structure.",
    ],
    [
      { known: "no", date: "" },
      "L'établissement correspondant à ce SIRET est fermé. Vous ne pouvez pas créer cette structure.",
    ],
  ],
  "M-24": [
    [
      { type: "TAHITI", identifier: "F95709", name: "L'Atoll" },
      "Il existe déjà une structure 'TAHITI' portant l'identifiant F95709 : L'Atoll. Si vous confirmez, votre compte sera créé sans lien avec cette structure. Après l'activation de votre compte, vous pourrez demander le rattachement à une structure existante en vous connectant au portail.",
    ],
  ],
  "M-24-individual": [
    [
      { type: "Particulier" },
      "Il existe déjà une structure 'Particulier'. Si vous confirmez, votre compte sera créé sans lien avec cette structure. Après l'activation de votre compte, vous pourrez demander le rattachement à une structure existante en vous connectant au portail.",
    ],
  ],
  "M-35": [
    [
      { rules: "au moins 12 caractères" },
      "Le mot de passe ne respecte pas les règles de sécurité : au moins 12 caractères.",
    ],
  ],
  "M-99": [
    [
      { id: "a1b2" },
      "Une erreur technique est survenue. Veuillez réessayer ; si le problème persiste, contactez le support (référence a1b2).",
    ],
  ],
};

/** One word in French, several in English: verbs that a button borrows, states of unlike things, acts and their names. */
const homonyms = [
  "Accepté",
  "Compte supprimé",
  "Connexion",
  "Demande de rattachement",
  "Depuis",
  "Duplication des droits",
  "Déconnexion",
  "Désactivation de la structure",
  "Désactivé",
  "Désactivée",
  "Français",
  "Modifier",
  "Nom",
  "Paramètres",
  "Retirer",
  "Supprimé",
  "Transfert du rôle de gestionnaire principal",
  "Valider",
];

/** Words that French and English share. */
const sameInBoth = [
  "10 minutes",
  "15 minutes",
  "Actions",
  "Administration",
  "Application",
  "BIC",
  "COSP",
  "Code",
  "Confirmation",
  "Cookies",
  "Date",
  "Description",
  "Documentation",
  "English",
  "Expert",
  "Extension",
  "Français",
  "IBAN",
  "Identification",
  "Invitation",
  "Invitations",
  "Mode",
  "Organisation",
  "Public",
  "SIRET",
  "Structure",
  "Structures",
  "Support",
  "Type",
  "Version",
  "date",
  "{count, plural, one {# session} other {# sessions}}",
];

describe("R-1209 · every sentence exists in both languages", () => {
  test("French and English have the same keys", () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(french).sort());
  });

  test("a sentence takes the same arguments in both languages", () => {
    const differing = Object.keys(french).filter(
      (key) => key in english && argumentsOf(french[key], "fr").join() !== argumentsOf(english[key], "en").join(),
    );
    expect(differing).toEqual([]);
  });

  test("a French text that stands in several places has one English text, unless it means several things", () => {
    const words = new Map<string, Set<string>>();
    for (const [key, text] of Object.entries(french))
      words.set(text, (words.get(text) ?? new Set()).add(english[key] ?? ""));
    const several = [...words].filter(([, said]) => said.size > 1).map(([text]) => text);
    expect(several.sort()).toEqual([...homonyms].sort());
  });

  test("English never falls back on another name of a thing that has one", () => {
    const otherNames =
      /login (e-?mail )?address|second factor|two-factor|my (personal information|details\b)|my attached files|attached files\b|(company|legal) name|public structure|e-mail|(?<!junk )\bmails?\b/i;
    const read = (text: string) => text.replace(/<[^>]+>|\{\w+[,}]/g, "");
    expect(Object.keys(english).filter((key) => otherNames.test(read(english[key] ?? "")))).toEqual([]);
  });

  test("no sentence is empty, and none is left in French in the English catalogue", () => {
    const empty = [...Object.entries(french), ...Object.entries(english)].filter(([, text]) => text.trim() === "");
    expect(empty.map(([key]) => key)).toEqual([]);
    const alike = Object.keys(french).filter((key) => english[key] === french[key] && /\p{L}/u.test(prose(key)));
    expect([...new Set(alike.map((key) => french[key]))].sort()).toEqual([...sameInBoth].sort());
  });
});

describe("section 16 · the message catalogue", () => {
  const rows = [...specification.matchAll(/^\| (M-\d+\w?) \| (.+) \|$/gm)].map(([, id = "", cell = ""]) => ({
    id,
    cell,
  }));
  const used = rows.filter(({ cell }) => !cell.startsWith("(not used"));

  test("the specification is read whole", () => expect(rows.length).toBeGreaterThan(45));

  test("each message in use exists, and no other but its variants", () => {
    const numbers = new Set(Object.keys(fr.messages).map((id) => /^M-\d+[a-z]?/.exec(id)?.[0]));
    expect([...numbers].sort()).toEqual(used.map(({ id }) => id).sort());
  });

  test.each(used)("$id is said as the specification words it", ({ id, cell }) => {
    for (const [values, text] of spoken[id] ?? [[{}, quoted(cell)]])
      expect(say(french[`messages.${id}`], values)).toBe(text);
  });

  test("M-24 names no one when the structure is an individual", () => {
    for (const [values, text] of spoken["M-24-individual"] ?? [])
      expect(say(french["messages.M-24-individual"], values)).toBe(text);
    expect(argumentsOf(english["messages.M-24-individual"], "en")).toEqual(["type"]);
  });
});

test("R-410 · the password rules and R-411 · the five levels are worded as in the specification", () => {
  expect(specification).toContain(`Text: "${fr.passwords.rulesText}"`);
  expect(specification).toContain(
    Object.values(fr.passwords.levels)
      .map((level) => `"${level}"`)
      .join(", "),
  );
});

/** The text of a row, or of the rule it points at (M-22 is worded in R-312). */
function quoted(cell: string): string | undefined {
  const rule = /^R-\d+$/.exec(cell)?.[0];
  const line = rule ? specification.split("\n").find((candidate) => candidate.startsWith(`- ${rule} `)) : cell;
  return /"(.+?)"/.exec(line ?? "")?.[1];
}

function say(text: string | undefined, values: Record<string, string | number>): string {
  return String(new IntlMessageFormat(text ?? "", "fr").format(values));
}

function flatten(tree: object, path = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null
        ? Object.entries(flatten(value, `${path}${key}.`))
        : [[`${path}${key}`, String(value)]],
    ),
  );
}

/** What is left of a text to translate, without its values and tags. */
function prose(key: string): string {
  return (french[key] ?? "").replace(/<[^>]+>|\{\w+\}/g, "");
}

type Node = ReturnType<IntlMessageFormat["getAst"]>[number];

/** The names of the values a sentence needs. Throws when the sentence is no valid ICU. */
function argumentsOf(text: string | undefined, language: string): string[] {
  const named = (node: Node): string[] => {
    const own = "value" in node && node.type !== 0 ? [String(node.value)] : [];
    if ("children" in node) return [...own, ...node.children.flatMap(named)];
    if (!("options" in node)) return own;
    return [...own, ...Object.values(node.options).flatMap((option) => option.value.flatMap(named))];
  };
  return [...new Set(new IntlMessageFormat(text ?? "", language).getAst().flatMap(named))].sort();
}
