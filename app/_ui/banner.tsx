import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  info: { icon: Info, frame: "border-info bg-info-soft", mark: "text-info" },
  success: { icon: CircleCheck, frame: "border-success bg-success-soft", mark: "text-success" },
  warning: { icon: TriangleAlert, frame: "border-warning bg-warning-soft", mark: "text-warning" },
  danger: { icon: CircleAlert, frame: "border-danger bg-danger-soft", mark: "text-danger" },
} as const;
export type Tone = keyof typeof tones;

/** Something to know before going on: a shape and words, never colour alone. `role` when it appears (A11Y-13). */
export function Banner({
  tone,
  title,
  role,
  children,
}: {
  tone: Tone;
  title?: string;
  role?: "status" | "alert";
  children: ReactNode;
}) {
  const { icon: Icon, frame, mark } = tones[tone];
  return (
    <div role={role} className={`my-6 flex gap-3 rounded-lg border-l-4 p-4 ${frame}`}>
      <Icon aria-hidden="true" size={20} className={`mt-1 shrink-0 ${mark}`} />
      <div className="min-w-0 max-w-prose">
        {title ? <p className="font-semibold">{title}</p> : null}
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
