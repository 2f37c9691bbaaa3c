"use client";

import type { ReactNode } from "react";
import { useFormField } from "./action-form";
import { describedBy, FieldError, FieldHelp, RequiredStar, ValidMark } from "./field-frame";

/** What a group of choices is made of, whether one takes one of them or several. */
export interface Choices {
  name: string;
  legend: string;
  help?: ReactNode;
  options: { value: string; label: string; help?: string }[];
  required?: boolean;
}

/** A few choices, all in sight (A11Y-04). The first one has the group's id, so that an error leads to it. */
export function ChoiceGroup({
  type,
  name,
  legend,
  help,
  options,
  required = false,
  chosenAtFirst,
}: Choices & { type: "radio" | "checkbox"; chosenAtFirst: readonly string[] }) {
  const field = useFormField(name);
  const chosen = field.value === undefined ? chosenAtFirst : [field.value].flat();
  return (
    <fieldset aria-describedby={describedBy(field, help)} className="grid min-w-0 gap-2">
      <legend className="mb-1.5 flex items-center gap-2 font-semibold">
        <span>
          {legend}
          <RequiredStar required={required} />
        </span>
        <ValidMark field={field} />
      </legend>
      <FieldHelp field={field}>{help}</FieldHelp>
      <FieldError field={field} />
      {options.map(({ value, label, help: hint }, index) => {
        const id = index === 0 ? field.id : `${field.id}-${value}`;
        return (
          <div key={value} className="flex items-start gap-3 py-1">
            <input
              id={id}
              name={name}
              type={type}
              value={value}
              defaultChecked={chosen.includes(value)}
              // On boxes it would ask for each of them: that one is ticked, the server says.
              required={required && type === "radio"}
              aria-invalid={field.error ? true : undefined}
              aria-describedby={hint ? `${field.id}-${value}-hint` : undefined}
              className="mt-0.5 size-6 shrink-0 accent-accent"
            />
            <div className="min-w-0">
              <label htmlFor={id}>{label}</label>
              {hint ? (
                <p id={`${field.id}-${value}-hint`} className="text-ink-soft text-sm">
                  {hint}
                </p>
              ) : null}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
