import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { FormField } from "./action-form";

/** What stands around any field: label above, help below it, then the error, then the field (R-305, A11Y-03). */
export function FieldFrame({
  field,
  label,
  help,
  required,
  children,
}: {
  field: FormField;
  label: string;
  help?: ReactNode;
  required: boolean;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={field.id} className="font-semibold">
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
        <ValidMark text={field.validText} />
      </label>
      {help ? (
        <div id={`${field.id}-help`} className="text-ink-soft text-sm">
          {help}
        </div>
      ) : null}
      <FieldError field={field} />
      {children}
    </div>
  );
}

/** The sentence of a refused field, in the same words as in the summary. */
export function FieldError({ field }: { field: FormField }) {
  if (!field.error) return null;
  return (
    <p id={`${field.id}-error`} className="font-semibold text-danger text-sm">
      {field.error}
    </p>
  );
}

/** Ids of what describes a field. */
export function describedBy(field: FormField, help: unknown): string | undefined {
  const ids = [help ? `${field.id}-help` : null, field.error ? `${field.id}-error` : null].filter(Boolean);
  return ids.join(" ") || undefined;
}

/** The look of every input: 44 px high, an edge that can be seen, red when refused. */
export const inputLook =
  "min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface-raised px-3 text-ink aria-invalid:border-2 aria-invalid:border-danger read-only:bg-surface";

/** A green check, and the same in words. */
function ValidMark({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <span className="ml-2 inline-flex items-center text-success">
      <Check aria-hidden="true" size={18} />
      <span className="sr-only">{text}</span>
    </span>
  );
}
