"use client";

import type { ReactNode } from "react";
import { useFormField } from "./action-form";
import { describedBy, FieldError, FieldHelp, RequiredStar, ValidMark } from "./field-frame";

/** One thing to tick. Several of one `name` differ by their `value`; the first one carries the group's error. */
export function CheckboxField({
  name,
  statement,
  help,
  value = "on",
  defaultChecked = false,
  required = false,
}: {
  name: string;
  /** What one ticks: a whole sentence, which an error summary does not repeat before its own. */
  statement: ReactNode;
  help?: ReactNode;
  value?: string;
  defaultChecked?: boolean;
  required?: boolean;
}) {
  const group = useFormField(name);
  const field = value === "on" ? group : { ...group, id: `${group.id}-${value}`, error: undefined };
  const checked = field.value === undefined ? defaultChecked : [field.value].flat().includes(value);
  return (
    <div className="grid gap-1.5">
      <FieldError field={field} />
      <div className="flex items-start gap-3">
        <input
          id={field.id}
          name={name}
          type="checkbox"
          value={value}
          defaultChecked={checked}
          required={required}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field, help)}
          className="mt-0.5 size-6 shrink-0 accent-accent aria-invalid:outline-2 aria-invalid:outline-danger"
        />
        <div>
          <label htmlFor={field.id}>
            {statement}
            <RequiredStar required={required} />
          </label>
          <FieldHelp field={field}>{help}</FieldHelp>
        </div>
        <ValidMark field={field} />
      </div>
    </div>
  );
}
