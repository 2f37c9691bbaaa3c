/** The pages that a large subject is cut into: one is open, the others a step away. */
export function SectionLinks({
  label,
  links,
  current,
}: {
  label: string;
  links: { href: string; label: string; count?: number }[];
  /** The address of the open one. */
  current: string;
}) {
  return (
    <nav aria-label={label} className="mb-8 print:hidden">
      <ul className="flex flex-wrap gap-2">
        {links.map(({ href, label: name, count }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={href === current ? "page" : undefined}
              className="inline-flex min-h-11 items-center gap-2 rounded-lg border border-line px-3 text-ink no-underline hover:bg-accent-soft aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent"
            >
              {name}
              {count === undefined ? null : <span className="tabular-nums">({count})</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
