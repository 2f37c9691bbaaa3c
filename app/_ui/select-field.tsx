"use client";

import type { HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import { keptText, useFormField } from "./action-form";
import { type ControlWidth, controlClass, controlWidths } from "./control-class";
import { describedBy, Field } from "./field";

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
  width?: ControlWidth;
}) {
  const field = useFormField(name);
  return (
    <Field field={field} label={label} help={help} required={required}>
      <select
        id={field.id}
        name={name}
        required={required}
        defaultValue={keptText(field) ?? defaultValue}
        autoComplete={autoComplete}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, help)}
        className={`${controlClass} ${controlWidths[width]}`}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
