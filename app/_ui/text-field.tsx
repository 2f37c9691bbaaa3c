"use client";

import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, ReactNode } from "react";
import { keptText, useFormField } from "./action-form";
import { type ControlWidth, controlClass, controlWidths } from "./control-class";
import { describedBy, Field } from "./field";

/** One line of text (A11Y-03, A11Y-07): its kept value and its error come from the form around it. */
export function TextField({
  name,
  label,
  help,
  required = false,
  type = "text",
  defaultValue,
  width = "long",
  ...input
}: {
  name: string;
  label: string;
  help?: ReactNode;
  required?: boolean;
  type?: HTMLInputTypeAttribute;
  defaultValue?: string;
  width?: ControlWidth;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "text" | "numeric" | "tel" | "email" | "search";
  maxLength?: number;
  readOnly?: boolean;
}) {
  const field = useFormField(name);
  // Nobody writes an address with capitals or corrects it as a word.
  const literal = type === "email" ? { autoCapitalize: "none", autoCorrect: "off", spellCheck: false } : {};
  return (
    <Field field={field} label={label} help={help} required={required}>
      <input
        id={field.id}
        name={name}
        type={type}
        required={required}
        defaultValue={keptText(field) ?? defaultValue}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, help)}
        className={`${controlClass} ${controlWidths[width]}`}
        {...literal}
        {...input}
      />
    </Field>
  );
}
