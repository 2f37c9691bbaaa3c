/** Something to copy into a terminal or to compare with what came back; it breaks rather than scrolls (A11Y-17). */
export function CodeBlock({ title, children }: { title: string; children: string }) {
  return (
    <figure className="mt-4">
      <figcaption className="font-semibold">{title}</figcaption>
      <pre className="mt-1 whitespace-pre-wrap rounded-lg border border-line bg-surface-raised p-4 text-sm [overflow-wrap:anywhere]">
        <code>{children}</code>
      </pre>
    </figure>
  );
}
