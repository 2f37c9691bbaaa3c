"use client";

import type { HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import { keptText, useFormField } from "./action-form";
import { describedBy, FieldFrame, type InputWidth, inputLook, inputWidths } from "./field-frame";

/** One choice in a long list. Choosing changes nothing else on the page by itself (A11Y-27). */
export function SelectField({
  name,
  label,
  help,
  options,
  placeholder,
  required = false,
  defaultValue = "",
  autoComplete,
  width = "long",
}: {
  name: string;
  label: string;
  help?: ReactNode;
  options: { value: string; label: string }[];
  /** The first line, which stands for no choice yet. */
  placeholder?: string;
  required?: boolean;
  defaultValue?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  width?: InputWidth;
}) {
  const field = useFormField(name);
  return (
    <FieldFrame field={field} label={label} help={help} required={required}>
      <select
        id={field.id}
        name={name}
        required={required}
        defaultValue={keptText(field) ?? defaultValue}
        autoComplete={autoComplete}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, help)}
        className={`${inputLook} ${inputWidths[width]}`}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
