"use client";

import type { ReactNode } from "react";
import { keptText, useFormField } from "./action-form";
import { describedBy, FieldFrame, inputLook, inputWidths } from "./field-frame";

/** A few lines of text: a comment, a reason (A11Y-03). */
export function TextAreaField({
  name,
  label,
  help,
  required = false,
  defaultValue,
  maxLength,
}: {
  name: string;
  label: string;
  help?: ReactNode;
  required?: boolean;
  defaultValue?: string;
  maxLength?: number;
}) {
  const field = useFormField(name);
  return (
    <FieldFrame field={field} label={label} help={help} required={required}>
      <textarea
        id={field.id}
        name={name}
        rows={3}
        required={required}
        maxLength={maxLength}
        defaultValue={keptText(field) ?? defaultValue}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, help)}
        className={`${inputLook} ${inputWidths.long}`}
      />
    </FieldFrame>
  );
}
