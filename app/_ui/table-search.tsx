import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { buttonLook } from "./button-look";
import { inputLook } from "./field-frame";

/** A search above a table, sent by GET: its answer has an address. `children` are more filters of the same form. */
export function TableSearch({
  path,
  id,
  name = "recherche",
  label,
  submit,
  query,
  keep = {},
  children,
}: {
  path: string;
  id: string;
  name?: string;
  label: string;
  submit: string;
  query: string;
  /** What else the address must go on saying. */
  keep?: Record<string, string>;
  children?: ReactNode;
}) {
  return (
    <search>
      <form action={path} method="get" className="mt-4 flex flex-wrap items-end gap-3">
        {Object.entries(keep).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <div className="grid min-w-0 max-w-xl flex-1 basis-60 gap-1.5">
          <label htmlFor={id} className="font-semibold">
            {label}
          </label>
          <input id={id} type="search" name={name} defaultValue={query} maxLength={200} className={inputLook} />
        </div>
        {children}
        <button type="submit" className={buttonLook.secondary}>
          <Search aria-hidden="true" size={20} />
          {submit}
        </button>
      </form>
    </search>
  );
}
