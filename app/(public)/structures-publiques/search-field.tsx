import { Search } from "lucide-react";
import { buttonLook } from "@/app/_ui/button-look";

/** A search sent by GET: its answer has an address one can keep or send on. */
export function SearchField({
  path,
  label,
  help,
  submit,
  query,
  error,
}: {
  path: string;
  label: string;
  help: string;
  submit: string;
  query: string;
  error: string | undefined;
}) {
  return (
    <search>
      <form action={path} method="get" className="grid max-w-2xl gap-1.5">
        <label htmlFor="search" className="font-semibold">
          {label}
        </label>
        <p id="search-help" className="text-ink-soft text-sm">
          {help}
        </p>
        {error ? (
          <p id="search-error" className="font-semibold text-danger text-sm">
            {error}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-3">
          <input
            id="search"
            type="search"
            name="recherche"
            defaultValue={query}
            maxLength={200}
            aria-describedby={error ? "search-help search-error" : "search-help"}
            aria-invalid={error ? true : undefined}
            className="min-h-11 min-w-0 flex-1 basis-60 rounded-lg border border-edge bg-surface-raised px-3 text-ink"
          />
          <button type="submit" className={buttonLook.primary}>
            <Search aria-hidden="true" size={20} />
            {submit}
          </button>
        </div>
      </form>
    </search>
  );
}
