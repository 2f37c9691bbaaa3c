"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A tab that knows whether it, or a page below it, is the current one, also after a page has replaced another in place. */
export function TabLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname();
  return (
    <a
      href={href}
      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
      className="-outline-offset-4 aria-[current]:[scroll-initial-target:nearest] inline-flex min-h-12 items-center border-transparent border-b-4 px-3 pt-1 text-ink no-underline hover:border-line aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-accent"
    >
      {children}
    </a>
  );
}
