CREATE TYPE "public"."department_decision" AS ENUM('pending', 'approved', 'refused');--> statement-breakpoint
CREATE TYPE "public"."invitation_status" AS ENUM('pending', 'accepted', 'declined', 'withdrawn', 'expired');--> statement-breakpoint
CREATE TYPE "public"."document_type" AS ENUM('bank-details', 'other');--> statement-breakpoint
CREATE TYPE "public"."operation_row_status" AS ENUM('waiting', 'done', 'failed');--> statement-breakpoint
CREATE TABLE "attachment_departments" (
	"attachment_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"status" "department_decision" NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"comment" text,
	CONSTRAINT "attachment_departments_attachment_id_department_id_pk" PRIMARY KEY("attachment_id","department_id")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" "role" NOT NULL,
	"permissions" jsonb NOT NULL,
	"status" "invitation_status" DEFAULT 'pending' NOT NULL,
	"invited_by" uuid,
	"invited_at" timestamp with time zone NOT NULL,
	"resent" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" uuid,
	CONSTRAINT "invitations_email_is_canonical" CHECK ("invitations"."email" = lower("invitations"."email")),
	CONSTRAINT "invitations_give_no_primary_manager" CHECK ("invitations"."role" <> 'primary-manager')
);
--> statement-breakpoint
CREATE TABLE "structure_history" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"subject_id" uuid,
	"target_id" uuid,
	"workspace" "workspace_code",
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "bank_details" (
	"structure_id" uuid PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"sealed_iban" text NOT NULL,
	"iban_end" text NOT NULL,
	"bic" text,
	"saved_by" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid,
	"account_id" uuid,
	"type" "document_type" NOT NULL,
	"label" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"storage_key" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "documents_storage_key_unique" UNIQUE("storage_key"),
	CONSTRAINT "documents_have_one_owner" CHECK (num_nonnulls("documents"."structure_id", "documents"."account_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"mandated_structure_id" uuid NOT NULL,
	"label" text NOT NULL,
	"signed_by" uuid,
	"signed_at" timestamp with time zone NOT NULL,
	"declaration_version" text NOT NULL,
	"revoked_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "mandates_bind_two" CHECK ("mandates"."structure_id" <> "mandates"."mandated_structure_id")
);
--> statement-breakpoint
CREATE TABLE "operation_rows" (
	"operation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"target" jsonb NOT NULL,
	"label" text NOT NULL,
	"status" "operation_row_status" DEFAULT 'waiting' NOT NULL,
	"outcome" text,
	CONSTRAINT "operation_rows_operation_id_position_pk" PRIMARY KEY("operation_id","position")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"request" jsonb NOT NULL,
	"return_path" text NOT NULL,
	"total" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "former_identifiers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"identifier_type" "identifier_type" NOT NULL,
	"identifier" text NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "attachments_structure_idx";--> statement-breakpoint
DROP INDEX "feed_events_account_idx";--> statement-breakpoint
DROP INDEX "subscriptions_structure_idx";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "password_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "reactivate_on" date;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "reminders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "feed_events" ADD COLUMN "workspace" "workspace_code";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "comment" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "refusal_reason" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "address_line1" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "address_line2" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "address_line3" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "postcode" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "city" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "trade_register_number" text;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "vat_number" text;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "issues_edi" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "receives_life_cycle_by_edi" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "connection_requested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "farm_accounting_centre" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "payment_status_not_reported" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "contracting_authority" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "attachment_departments" ADD CONSTRAINT "attachment_departments_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment_departments" ADD CONSTRAINT "attachment_departments_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_answered_by_accounts_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structure_history" ADD CONSTRAINT "structure_history_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structure_history" ADD CONSTRAINT "structure_history_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structure_history" ADD CONSTRAINT "structure_history_subject_id_accounts_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_details" ADD CONSTRAINT "bank_details_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_details" ADD CONSTRAINT "bank_details_saved_by_accounts_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_added_by_accounts_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_mandated_structure_id_structures_id_fk" FOREIGN KEY ("mandated_structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_signed_by_accounts_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_revoked_by_accounts_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_rows" ADD CONSTRAINT "operation_rows_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_identifiers" ADD CONSTRAINT "former_identifiers_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachment_departments_department_idx" ON "attachment_departments" USING btree ("department_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_one_live_row" ON "invitations" USING btree ("structure_id","email") WHERE "invitations"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "invitations_email_idx" ON "invitations" USING btree ("email","invited_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "invitations_structure_idx" ON "invitations" USING btree ("structure_id","invited_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "structure_history_structure_idx" ON "structure_history" USING btree ("structure_id","happened_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "structure_history_target_idx" ON "structure_history" USING btree ("target_id","happened_at");--> statement-breakpoint
CREATE INDEX "documents_structure_idx" ON "documents" USING btree ("structure_id","added_at");--> statement-breakpoint
CREATE INDEX "documents_account_idx" ON "documents" USING btree ("account_id","added_at");--> statement-breakpoint
CREATE INDEX "mandates_structure_idx" ON "mandates" USING btree ("structure_id","signed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mandates_one_live_row" ON "mandates" USING btree ("structure_id","mandated_structure_id") WHERE "mandates"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "operation_rows_status_idx" ON "operation_rows" USING btree ("operation_id","status");--> statement-breakpoint
CREATE INDEX "operations_account_idx" ON "operations" USING btree ("account_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "former_identifiers_structure_idx" ON "former_identifiers" USING btree ("structure_id","replaced_at");--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_account_idx" ON "attachments" USING btree ("account_id","requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "attachments_waiting_idx" ON "attachments" USING btree ("requested_at") WHERE "attachments"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "attachments_reactivation_idx" ON "attachments" USING btree ("reactivate_on") WHERE "attachments"."status" = 'suspended';--> statement-breakpoint
CREATE INDEX "subscriptions_account_idx" ON "subscriptions" USING btree ("account_id","requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "attachments_structure_idx" ON "attachments" USING btree ("structure_id","status","requested_at");--> statement-breakpoint
CREATE INDEX "feed_events_account_idx" ON "feed_events" USING btree ("account_id","happened_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "subscriptions_structure_idx" ON "subscriptions" USING btree ("structure_id","status","requested_at");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_reactivation_follows_suspension" CHECK ("attachments"."reactivate_on" is null or "attachments"."status" = 'suspended');--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_end_follows_start" CHECK ("departments"."valid_until" is null or "departments"."valid_until" > "departments"."valid_from");