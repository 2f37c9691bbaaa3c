CREATE TABLE "objects_to_remove" (
	"key" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
-- Files of accounts that were erased before: their rows have nothing left to tell.
INSERT INTO "objects_to_remove" ("key", "due_at") SELECT "documents"."storage_key", "documents"."added_at" FROM "documents" JOIN "accounts" ON "accounts"."id" = "documents"."account_id" AND "accounts"."status" = 'erased';--> statement-breakpoint
DELETE FROM "documents" USING "accounts" WHERE "accounts"."id" = "documents"."account_id" AND "accounts"."status" = 'erased';--> statement-breakpoint
ALTER TABLE "audit_personal_values" ADD COLUMN "at" timestamp with time zone;--> statement-breakpoint
UPDATE "audit_personal_values" SET "at" = "audit_events"."at" FROM "audit_events" WHERE "audit_events"."id" = "audit_personal_values"."event_id";--> statement-breakpoint
ALTER TABLE "audit_personal_values" ALTER COLUMN "at" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "feed_events_department_idx" ON "feed_events" USING btree ("department_id") WHERE "feed_events"."department_id" is not null;--> statement-breakpoint
CREATE INDEX "subscriptions_department_idx" ON "subscriptions" USING btree ("department_id") WHERE "subscriptions"."department_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_personal_values_time_idx" ON "audit_personal_values" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mandates_mandated_structure_idx" ON "mandates" USING btree ("mandated_structure_id","signed_at");