"use client";

import {
  type HTMLInputAutoCompleteAttribute,
  type HTMLInputTypeAttribute,
  type ReactNode,
  useEffect,
  useState,
} from "react";
import { type FormField, keptText, useFormField } from "./action-form";
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
  judgedBy,
  ...input
}: {
  name: string;
  label: string;
  help?: ReactNode;
  required?: boolean;
  type?: HTMLInputTypeAttribute;
  defaultValue?: string;
  width?: InputWidth;
  /** The list whose choice this field was judged by. */
  judgedBy?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "text" | "numeric" | "tel" | "email" | "search";
  maxLength?: number;
  readOnly?: boolean;
}) {
  const field = useJudgedField(name, judgedBy);
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

/** The state of a field; of what was judged by a choice, nothing is said any more once another one is made. */
function useJudgedField(name: string, judgedBy = name): FormField {
  const field = useFormField(name);
  const judge = useFormField(judgedBy);
  const chosen = keptText(judge);
  const [isOutdated, setOutdated] = useState(false);
  useEffect(() => {
    const list = document.getElementById(judge.id);
    if (!(list instanceof HTMLSelectElement)) return;
    const compare = () => setOutdated(list.value !== chosen);
    list.addEventListener("change", compare);
    return () => list.removeEventListener("change", compare);
  }, [judge.id, chosen]);
  return isOutdated ? { ...field, error: undefined, validText: undefined } : field;
}
