/** The mark of the portal: two hooks that hold each other. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className} fill="none" stroke="currentColor" strokeWidth="4">
      <path strokeLinecap="round" d="M21 7H11a7 7 0 0 0 0 14h5" />
      <path strokeLinecap="round" d="M11 25h10a7 7 0 0 0 0-14h-5" />
    </svg>
  );
}
