import { type Answer, ask } from "./ask";

/** A form as a browser without scripts would send it. */
export interface Form {
  /** Its hidden fields, those of the framework too. */
  hidden: [name: string, value: string][];
}

/** The form of a page in which something stands: a field's name, the words of a button. */
export function formWith(html: string, sign: string): Form {
  const forms = html.match(/<form[\s>].*?<\/form>/gs) ?? [];
  const form = forms.find((candidate) => candidate.includes(sign));
  if (!form) throw new Error(`No form of the page has ${sign}.`);
  const hidden = (form.match(/<input type="hidden"[^>]*>/g) ?? []).map((input): [string, string] => [
    attribute(input, "name"),
    attribute(input, "value"),
  ]);
  return { hidden };
}

/** Opens a page and sends one of its forms, as a browser without scripts would; `headers` come on top. */
export async function sendForm(
  portal: { url: string },
  path: string,
  values: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const page = await ask(portal, path, { headers });
  const form = formWith(page.body, ` name="${Object.keys(values)[0]}"`);
  const { body, contentType } = await multipart([...form.hidden, ...Object.entries(values)]);
  return ask(portal, path, {
    method: "POST",
    headers: { Origin: portal.url, "Content-Type": contentType, ...headers },
    body,
  });
}

/** Fields as the body of a form. */
export async function multipart(fields: [string, string][]): Promise<{ body: Buffer; contentType: string }> {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  const encoded = new Response(data);
  const contentType = encoded.headers.get("content-type") ?? "";
  return { body: Buffer.from(await encoded.arrayBuffer()), contentType };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  const entities: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", "#x27": "'" };
  return value.replace(/&(quot|amp|lt|gt|#x27);/g, (whole, entity) => entities[entity] ?? whole);
}
