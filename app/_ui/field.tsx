import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { FormField } from "./action-form";

/** Label, help, error, then the control, in that order (R-305, A11Y-03); `describedBy` gives its ids to the control. */
export function Field({
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
          {required ? <span aria-hidden="true"> *</span> : null}
        </label>
        <ValidMark field={field} />
      </div>
      <FieldNotes field={field} help={help} />
      {children}
    </div>
  );
}

/** Help and error of a field or a group, as `describedBy` names them. */
export function FieldNotes({ field: { id, error }, help }: { field: FormField; help?: ReactNode }) {
  return (
    <>
      {help ? (
        <div id={`${id}-help`} className="text-ink-soft text-sm">
          {help}
        </div>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="font-semibold text-danger text-sm">
          {error}
        </p>
      ) : null}
    </>
  );
}

/** The green check of a field that was accepted while others were not: a shape and a word, never colour alone. */
export function ValidMark({ field: { id, validText } }: { field: FormField }) {
  if (!validText) return null;
  return (
    <span id={`${id}-valid`} className="text-success">
      <CircleCheck aria-hidden="true" size={20} />
      <span className="sr-only">{validText}</span>
    </span>
  );
}

/** The ids of what describes a field, for `aria-describedby`. */
export function describedBy({ id, error, validText }: FormField, help?: ReactNode): string | undefined {
  const ids = [help && `${id}-help`, error && `${id}-error`, validText && `${id}-valid`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}
