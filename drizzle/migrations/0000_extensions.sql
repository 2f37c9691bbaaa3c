create extension if not exists pg_trgm;
--> statement-breakpoint
create extension if not exists unaccent;
--> statement-breakpoint
-- Search and order ignore case and accents (R-1207). unaccent() is only stable, an index needs immutable:
-- the dictionary is named, so the answer cannot change with the search path.
create or replace function fold(value text) returns text
  language sql immutable parallel safe strict
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;
