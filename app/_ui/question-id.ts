/** The id of a link that asks a question by its address, `?action=…`: the focus goes back to it (A11Y-22). */
export function questionId(href: string): string | undefined {
  const query = href.slice(href.indexOf("?") + 1);
  return new URLSearchParams(query).has("action") ? query : undefined;
}
