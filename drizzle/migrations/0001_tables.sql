CREATE TYPE "public"."account_status" AS ENUM('active', 'deactivated', 'erased');--> statement-breakpoint
CREATE TYPE "public"."language" AS ENUM('fr', 'en');--> statement-breakpoint
CREATE TYPE "public"."link_purpose" AS ENUM('activation', 'contact-email-confirmation', 'password-reset', 'login-email-change', 'reactivation');--> statement-breakpoint
CREATE TYPE "public"."access" AS ENUM('read', 'write');--> statement-breakpoint
CREATE TYPE "public"."attachment_status" AS ENUM('pending', 'approved', 'refused', 'cancelled', 'suspended', 'ended');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('primary-manager', 'secondary-manager', 'member');--> statement-breakpoint
CREATE TYPE "public"."subscription_status" AS ENUM('pending', 'active', 'refused', 'cancelled', 'ended');--> statement-breakpoint
CREATE TYPE "public"."outbox_status" AS ENUM('due', 'sent', 'dropped', 'dead');--> statement-breakpoint
CREATE TYPE "public"."identifier_type" AS ENUM('SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'TAHITI', 'RIDET', 'PARTICULIER', 'EN_COURS_IMMATRICULATION');--> statement-breakpoint
CREATE TYPE "public"."sector" AS ENUM('private', 'public');--> statement-breakpoint
CREATE TYPE "public"."structure_status" AS ENUM('active', 'inactive');--> statement-breakpoint
CREATE TYPE "public"."workspace_code" AS ENUM('ENGAGEMENTS', 'FACTURES_A_VALIDER', 'FACTURES_TRAVAUX', 'FACTURES_EMISES', 'FACTURES_RECUES', 'MEMOIRES_FRAIS_JUSTICE', 'RACCORDEMENT_EDI_API', 'SOLLICITATIONS_EMISES', 'SUIVI_FLUX', 'DUME');--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"status" "account_status" DEFAULT 'active' NOT NULL,
	"is_administrator" boolean DEFAULT false NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"phone" text,
	"contact_email" text NOT NULL,
	"language" "language" NOT NULL,
	"secret_question" text,
	"secret_answer_hash" text,
	"terms_version" text NOT NULL,
	"terms_accepted_at" timestamp with time zone NOT NULL,
	"survey_consent_at" timestamp with time zone,
	"locked_until" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone,
	"previous_sign_in_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_email_is_canonical" CHECK ("accounts"."email" = lower("accounts"."email"))
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"account_id" uuid NOT NULL,
	"device_hash" text NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "known_devices_key" UNIQUE("account_id","device_hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"secret_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"user_agent" text NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "sessions_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "single_use_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" "link_purpose" NOT NULL,
	"subject_id" uuid NOT NULL,
	"email" text NOT NULL,
	"nonce" text NOT NULL,
	"key_version" integer NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"voided_at" timestamp with time zone,
	CONSTRAINT "single_use_links_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "throttle_counters" (
	"key" text PRIMARY KEY NOT NULL,
	"used" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL,
	"closed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"structure_id" uuid NOT NULL,
	"role" "role" NOT NULL,
	"status" "attachment_status" NOT NULL,
	"comment" text,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"refusal_reason" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "feed_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"structure_id" uuid,
	"department_id" uuid,
	"kind" text NOT NULL,
	"person_name" text,
	"happened_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"structure_id" uuid NOT NULL,
	"department_id" uuid,
	"workspace" "workspace_code" NOT NULL,
	"access" "access" NOT NULL,
	"status" "subscription_status" NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"position" bigserial PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"target_id" uuid,
	"facts" jsonb NOT NULL,
	CONSTRAINT "audit_events_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "audit_personal_values" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"origin" text,
	"email" text
);
--> statement-breakpoint
CREATE TABLE "directory_answers" (
	"siret" text PRIMARY KEY NOT NULL,
	"answer" jsonb NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "news" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title_fr" text NOT NULL,
	"title_en" text NOT NULL,
	"body_fr" text NOT NULL,
	"body_en" text NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"published_from" timestamp with time zone NOT NULL,
	"published_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"email" text NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"phone" text,
	"contact_email" text NOT NULL,
	"language" "language" NOT NULL,
	"terms_version" text NOT NULL,
	"terms_accepted_at" timestamp with time zone NOT NULL,
	"survey_consent_at" timestamp with time zone,
	"organisation" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"event" text NOT NULL,
	"recipient" text NOT NULL,
	"language" "language" NOT NULL,
	"message" jsonb NOT NULL,
	"status" "outbox_status" DEFAULT 'due' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"commitment_number_required" boolean DEFAULT false NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date
);
--> statement-breakpoint
CREATE TABLE "structures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier_type" "identifier_type" NOT NULL,
	"identifier" text NOT NULL,
	"status" "structure_status" DEFAULT 'active' NOT NULL,
	"sector" "sector" NOT NULL,
	"legal_name" text NOT NULL,
	"label" text,
	"address_line1" text NOT NULL,
	"address_line2" text,
	"address_line3" text,
	"postcode" text,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"address_disclosed" boolean NOT NULL,
	"registry_checked_at" timestamp with time zone,
	"provider_category" text,
	"employment_scheme" text,
	"department_code_required" boolean DEFAULT false NOT NULL,
	"commitment_number_required" boolean DEFAULT false NOT NULL,
	"commitment_or_department_required" boolean DEFAULT false NOT NULL,
	"manager_vacant_since" timestamp with time zone,
	"search_text" text GENERATED ALWAYS AS (fold(identifier || ' ' || legal_name || ' ' || coalesce(label, '') || ' ' || coalesce(postcode, '') || ' ' || city)) STORED NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "structures_requirement_is_one" CHECK (not ("structures"."commitment_or_department_required" and ("structures"."department_code_required" or "structures"."commitment_number_required")))
);
--> statement-breakpoint
CREATE TABLE "open_workspaces" (
	"structure_id" uuid NOT NULL,
	"workspace" "workspace_code" NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "open_workspaces_structure_id_workspace_pk" PRIMARY KEY("structure_id","workspace")
);
--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_events" ADD CONSTRAINT "feed_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_events" ADD CONSTRAINT "feed_events_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_events" ADD CONSTRAINT "feed_events_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_personal_values" ADD CONSTRAINT "audit_personal_values_event_id_audit_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_workspaces" ADD CONSTRAINT "open_workspaces_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sessions_account_idx" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "single_use_links_subject_idx" ON "single_use_links" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "single_use_links_email_idx" ON "single_use_links" USING btree ("email");--> statement-breakpoint
CREATE INDEX "throttle_counters_window_idx" ON "throttle_counters" USING btree ("window_ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_one_live_row" ON "attachments" USING btree ("account_id","structure_id") WHERE "attachments"."status" in ('pending', 'approved', 'suspended');--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_one_primary_manager" ON "attachments" USING btree ("structure_id") WHERE "attachments"."role" = 'primary-manager' and "attachments"."status" in ('approved', 'suspended');--> statement-breakpoint
CREATE INDEX "attachments_structure_idx" ON "attachments" USING btree ("structure_id","status");--> statement-breakpoint
CREATE INDEX "feed_events_account_idx" ON "feed_events" USING btree ("account_id","happened_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_live_row" ON "subscriptions" USING btree ("account_id","structure_id",coalesce("department_id", '00000000-0000-0000-0000-000000000000'::uuid),"workspace") WHERE "subscriptions"."status" in ('pending', 'active');--> statement-breakpoint
CREATE INDEX "subscriptions_structure_idx" ON "subscriptions" USING btree ("structure_id","status");--> statement-breakpoint
CREATE INDEX "audit_events_target_idx" ON "audit_events" USING btree ("target_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_actor_idx" ON "audit_events" USING btree ("actor_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_draft_key" ON "registrations" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "registrations_email_idx" ON "registrations" USING btree ("email","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_messages_once" ON "outbox_messages" USING btree ("event","recipient");--> statement-breakpoint
CREATE INDEX "outbox_messages_due_idx" ON "outbox_messages" USING btree ("due_at") WHERE "outbox_messages"."status" = 'due';--> statement-breakpoint
CREATE INDEX "outbox_messages_recipient_idx" ON "outbox_messages" USING btree ("recipient","kind","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "departments_code_key" ON "departments" USING btree ("structure_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "structures_identifier_key" ON "structures" USING btree ("identifier_type","identifier");--> statement-breakpoint
CREATE INDEX "structures_public_search_idx" ON "structures" USING gin ("search_text" gin_trgm_ops) WHERE "structures"."sector" = 'public' and "structures"."status" = 'active';