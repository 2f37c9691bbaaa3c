import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { FormField } from "./action-form";

/** What stands around any field: label above, help below it, then the error, then the field (R-305, A11Y-03). */
export function FieldFrame({
  field,
  label,
  help,
  required = false,
  children,
}: {
  field: FormField;
  label: string;
  help?: ReactNode;
  required?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-center gap-2">
        <label htmlFor={field.id} className="font-semibold">
          {label}
          <RequiredStar required={required} />
        </label>
        <ValidMark field={field} />
      </div>
      <FieldHelp field={field}>{help}</FieldHelp>
      <FieldError field={field} />
      {children}
    </div>
  );
}

/** "*", for the eye: the field itself says aloud that it is required. */
export function RequiredStar({ required }: { required: boolean }) {
  // Never alone on a line.
  return required ? <span aria-hidden="true">{"\u00a0*"}</span> : null;
}

/** How to fill a field in, or a group. */
export function FieldHelp({ field, children }: { field: FormField; children?: ReactNode }) {
  if (!children) return null;
  return (
    <div id={`${field.id}-help`} className="max-w-prose text-ink-soft text-sm">
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

/** A green check, and the same in words: the field was accepted while others were not. */
export function ValidMark({ field: { id, validText } }: { field: FormField }) {
  if (!validText) return null;
  return (
    <span id={`${id}-valid`} className="inline-flex text-success">
      <CircleCheck aria-hidden="true" size={20} />
      <span className="sr-only">{validText}</span>
    </span>
  );
}

/** Ids of what describes a field, for `aria-describedby`. */
export function describedBy({ id, error, validText }: FormField, help?: ReactNode): string | undefined {
  const ids = [help && `${id}-help`, error && `${id}-error`, validText && `${id}-valid`].filter(Boolean);
  return ids.join(" ") || undefined;
}

/** The look of every input: 44 px high, an edge that can be seen, red and thicker when refused. */
export const inputLook =
  "min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface-raised px-3 py-2 text-ink aria-invalid:border-2 aria-invalid:border-danger [&[readonly]]:bg-surface";

/** How wide a field is: as wide as what one types in it. */
export const inputWidths = { short: "max-w-40", long: "max-w-xl" } as const;
export type InputWidth = keyof typeof inputWidths;

/** The same of a field that takes a file, whose button looks like one of ours. */
export const fileLook = `${inputLook} ${inputWidths.long} file:mr-3 file:rounded-md file:border-0 file:bg-accent-soft file:px-3 file:py-1 file:font-semibold file:text-accent`;
