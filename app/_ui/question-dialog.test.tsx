import { prerenderToNodeStream } from "react-dom/static";
import { expect, test } from "vitest";
import { QuestionDialog } from "./question-dialog";

test("A11Y-22, A11Y-25 · a question is named by its title, which can take the focus, and described by what follows", async () => {
  const html = await shown(
    <QuestionDialog title="Fermer la session" consequences={<p>Elle prend fin tout de suite.</p>}>
      <button type="submit">Fermer</button>
    </QuestionDialog>,
  );
  const [, name, description] = html.match(/aria-labelledby="(.+?)" aria-describedby="(.+?)"/) ?? [];
  expect(html).toContain(`<h2 id="${name}" tabindex="-1">Fermer la session</h2>`);
  expect(html).toContain(`<div id="${description}"><p>Elle prend fin tout de suite.</p></div>`);
});

test("A11Y-22 · a question from which nothing follows points at nothing", async () => {
  const html = await shown(
    <QuestionDialog title="Corriger la demande">
      <button type="submit">Enregistrer</button>
    </QuestionDialog>,
  );
  expect(html).not.toContain("aria-describedby");
});

test("A11Y-17 · a question keeps off the edges of a phone", async () => {
  const html = await shown(<QuestionDialog title="Corriger la demande">{null}</QuestionDialog>);
  expect(html).toMatch(/<dialog[^>]* class="[^"]*scripted:w-\[calc\(100%-2rem\)\]/);
});

async function shown(dialog: React.ReactElement): Promise<string> {
  const { prelude } = await prerenderToNodeStream(dialog);
  let html = "";
  for await (const chunk of prelude) html += chunk;
  return html;
}
