"use client";

import type { ReactNode } from "react";
import { useFormField } from "./action-form";
import { describedBy, FieldFrame, fileLook } from "./field-frame";

/** One file to send, in a `FileForm`. A browser never gives a chosen file back: after a refusal it is chosen again. */
export function FileField({
  name,
  label,
  help,
  accept,
  required = false,
}: {
  name: string;
  label: string;
  help?: ReactNode;
  /** Media types and endings that the chooser proposes. */
  accept: string;
  required?: boolean;
}) {
  const field = useFormField(name);
  return (
    <FieldFrame field={field} label={label} help={help} required={required}>
      <input
        id={field.id}
        name={name}
        type="file"
        accept={accept}
        required={required}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, help)}
        className={fileLook}
      />
    </FieldFrame>
  );
}
