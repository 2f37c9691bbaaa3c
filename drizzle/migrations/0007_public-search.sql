ALTER TABLE "structures" drop column "search_text";--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold(identifier || ' ' || legal_name || ' ' || coalesce(label, '') || ' ' || case when address_disclosed then coalesce(postcode, '') else '' end || ' ' || city)) STORED NOT NULL;--> statement-breakpoint
-- It went with the column.
CREATE INDEX "structures_public_search_idx" ON "structures" USING gin ("search_text" gin_trgm_ops) WHERE "structures"."sector" = 'public' and "structures"."status" = 'active';
