ALTER TABLE "sessions" ADD COLUMN "device_hash" text;--> statement-breakpoint
ALTER TABLE "feed_events" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "feed_events" ADD CONSTRAINT "feed_events_person_id_accounts_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_events_person_idx" ON "feed_events" USING btree ("person_id") WHERE "feed_events"."person_id" is not null;