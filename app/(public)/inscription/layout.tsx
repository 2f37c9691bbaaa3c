import type { ReactNode } from "react";

/** The pages of the registration share one readable width. */
export default function SignUpLayout({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-3xl">{children}</div>;
}
