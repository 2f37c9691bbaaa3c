CREATE TYPE "public"."deactivation_cause" AS ENUM('own-wish', 'administrator', 'inactivity');--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"version" text,
	"given" boolean NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey_challenges" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"challenge" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_account_id_position_pk" PRIMARY KEY("account_id","position")
);
--> statement-breakpoint
CREATE TABLE "totp_authenticators" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"attachment_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"proof" text NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"confirmed" boolean,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision_reason" text,
	CONSTRAINT "appointments_take_two" CHECK ("appointments"."decided_by" is distinct from "appointments"."proposed_by" or "appointments"."confirmed" is not true)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "address_line1" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "address_line2" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "address_line3" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "postcode" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "city" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "daily_digest" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "weekly_summary" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "deactivated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "deactivation_cause" "deactivation_cause";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "deactivation_reason" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reactivation_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "erase_on" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold(email || ' ' || contact_email || ' ' || given_name || ' ' || family_name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "previous_secret_hash" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "renewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "awaits_second_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_personal_values" ADD COLUMN "words" text;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "registry_closed_on" date;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "taken_over_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_authenticators" ADD CONSTRAINT "totp_authenticators_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_proposed_by_accounts_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_account_idx" ON "consents" USING btree ("account_id","changed_at");--> statement-breakpoint
CREATE INDEX "passkeys_account_idx" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "appointments_one_live_row" ON "appointments" USING btree ("structure_id") WHERE "appointments"."decided_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_search_idx" ON "accounts" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "accounts_activity_idx" ON "accounts" USING btree (coalesce(last_sign_in_at, created_at)) WHERE "accounts"."status" = 'active';--> statement-breakpoint
CREATE INDEX "accounts_deactivated_idx" ON "accounts" USING btree ("deactivated_at") WHERE "accounts"."status" = 'deactivated';--> statement-breakpoint
CREATE INDEX "accounts_summaries_idx" ON "accounts" USING btree ("id") WHERE "accounts"."status" = 'active' and ("accounts"."daily_digest" or "accounts"."weekly_summary");--> statement-breakpoint
CREATE INDEX "accounts_erasure_idx" ON "accounts" USING btree ("erase_on") WHERE "accounts"."erase_on" is not null;--> statement-breakpoint
CREATE INDEX "accounts_contact_idx" ON "accounts" USING btree ("contact_email");--> statement-breakpoint
CREATE INDEX "accounts_locked_idx" ON "accounts" USING btree ("locked_until") WHERE "accounts"."locked_until" is not null;--> statement-breakpoint
CREATE INDEX "accounts_reactivation_idx" ON "accounts" USING btree ("reactivation_requested_at") WHERE "accounts"."reactivation_requested_at" is not null;--> statement-breakpoint
CREATE INDEX "accounts_created_idx" ON "accounts" USING btree ("created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "known_devices_used_idx" ON "known_devices" USING btree ("last_used_at");--> statement-breakpoint
CREATE INDEX "sessions_created_idx" ON "sessions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "single_use_links_expiry_idx" ON "single_use_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "attachments_managers_idx" ON "attachments" USING btree ("structure_id") WHERE "attachments"."role" <> 'member' and "attachments"."status" = 'approved';--> statement-breakpoint
CREATE INDEX "attachments_closed_requests_idx" ON "attachments" USING btree (coalesce("decided_at", "requested_at")) WHERE "attachments"."status" in ('refused', 'cancelled');--> statement-breakpoint
CREATE INDEX "feed_events_structure_idx" ON "feed_events" USING btree ("structure_id");--> statement-breakpoint
CREATE INDEX "invitations_over_idx" ON "invitations" USING btree (coalesce("answered_at", "expires_at"));--> statement-breakpoint
CREATE INDEX "subscriptions_waiting_idx" ON "subscriptions" USING btree ("requested_at") WHERE "subscriptions"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "subscriptions_closed_requests_idx" ON "subscriptions" USING btree (coalesce("decided_at", "ended_at", "requested_at")) WHERE "subscriptions"."status" in ('refused', 'cancelled');--> statement-breakpoint
CREATE INDEX "audit_events_time_idx" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_personal_values_email_idx" ON "audit_personal_values" USING btree ("email");--> statement-breakpoint
CREATE INDEX "registrations_created_idx" ON "registrations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "registrations_waiting_idx" ON "registrations" USING btree ("created_at" DESC NULLS FIRST) WHERE "registrations"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_messages_account_idx" ON "outbox_messages" USING btree ((message ->> 'accountId'));--> statement-breakpoint
CREATE INDEX "outbox_messages_registration_idx" ON "outbox_messages" USING btree ((message ->> 'registrationId'));--> statement-breakpoint
CREATE INDEX "outbox_messages_created_idx" ON "outbox_messages" USING btree ("status","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "structures_recheck_idx" ON "structures" USING btree ("registry_checked_at" NULLS FIRST) WHERE "structures"."identifier_type" = 'SIRET' and "structures"."status" = 'active';--> statement-breakpoint
CREATE INDEX "structures_vacant_idx" ON "structures" USING btree ("manager_vacant_since") WHERE "structures"."manager_vacant_since" is not null;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_previous_secret_hash_unique" UNIQUE("previous_secret_hash");--> statement-breakpoint
-- Rows of earlier releases, so that what follows holds of them too.
UPDATE "accounts" SET "deactivated_at" = now(), "deactivation_cause" = 'administrator' WHERE "status" = 'deactivated';--> statement-breakpoint
INSERT INTO "consents" ("id", "account_id", "subject", "version", "given", "changed_at")
	SELECT gen_random_uuid(), "id", 'terms', "terms_version", true, "terms_accepted_at" FROM "accounts"
	UNION ALL
	SELECT gen_random_uuid(), "id", 'survey', null, true, "survey_consent_at" FROM "accounts" WHERE "survey_consent_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_deactivation_is_told" CHECK ("accounts"."status" <> 'deactivated' or ("accounts"."deactivated_at" is not null and "accounts"."deactivation_cause" is not null));