import type { ReactNode } from "react";

/** What one types or reads letter by letter, inside a sentence. */
export function inlineCode(words: ReactNode) {
  return <code className="[overflow-wrap:anywhere]">{words}</code>;
}
