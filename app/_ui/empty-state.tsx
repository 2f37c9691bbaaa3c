import { Inbox } from "lucide-react";
import type { ReactNode } from "react";

/** Nothing here yet: one sentence, and one thing to do about it where there is one. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="mt-3 grid content-center justify-items-center gap-3 rounded-lg border border-line border-dashed px-4 py-8 text-center">
      <Inbox aria-hidden="true" size={28} className="text-ink-soft" />
      <p className="text-ink-soft">{children}</p>
      {action ? <div className="flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}
