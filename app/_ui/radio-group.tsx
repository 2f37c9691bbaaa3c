"use client";

import type { ReactNode } from "react";
import { keptText, useFormField } from "./action-form";
import { describedBy, FieldError, FieldHelp, RequiredStar, ValidMark } from "./field-frame";

/** One choice among a few, all in sight (A11Y-04). The first one has the group's id, so that an error leads to it. */
export function RadioGroup({
  name,
  legend,
  help,
  options,
  required = false,
  defaultValue,
}: {
  name: string;
  legend: string;
  help?: ReactNode;
  options: { value: string; label: string; help?: string }[];
  required?: boolean;
  defaultValue?: string;
}) {
  const field = useFormField(name);
  const chosen = keptText(field) ?? defaultValue;
  return (
    <fieldset aria-describedby={describedBy(field, help)} className="grid gap-2">
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
              type="radio"
              value={value}
              defaultChecked={value === chosen}
              required={required}
              aria-invalid={field.error ? true : undefined}
              aria-describedby={hint ? `${field.id}-${value}-hint` : undefined}
              className="mt-0.5 size-6 shrink-0 accent-accent"
            />
            <div>
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
