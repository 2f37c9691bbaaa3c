"use client";

import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, ReactNode } from "react";
import { keptText, useFormField } from "./action-form";
import { describedBy, FieldFrame, type InputWidth, inputLook, inputWidths } from "./field-frame";

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
  width?: InputWidth;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "text" | "numeric" | "tel" | "email" | "search";
  maxLength?: number;
  readOnly?: boolean;
}) {
  const field = useFormField(name);
  // Nobody writes an address with capitals or corrects it as a word.
  const literal = type === "email" ? { autoCapitalize: "none", autoCorrect: "off", spellCheck: false } : {};
  return (
    <FieldFrame field={field} label={label} help={help} required={required}>
      <input
        id={field.id}
        name={name}
        type={type}
        required={required}
        defaultValue={keptText(field) ?? defaultValue}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, help)}
        className={`${inputLook} ${inputWidths[width]}`}
        {...literal}
        {...input}
      />
    </FieldFrame>
  );
}
