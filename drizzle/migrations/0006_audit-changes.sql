ALTER TABLE "audit_personal_values" ADD COLUMN "changes" jsonb;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "vat_checked" text GENERATED ALWAYS AS (case when vat_number is not null then 'FORMAT' end) STORED;--> statement-breakpoint
ALTER TABLE "technical_accounts" ADD COLUMN "last_used_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "technical_secrets" ADD COLUMN "made_by" uuid;--> statement-breakpoint
ALTER TABLE "technical_secrets" ADD CONSTRAINT "technical_secrets_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
UPDATE "technical_secrets" SET "made_by" = "technical_accounts"."created_by" FROM "technical_accounts" WHERE "technical_accounts"."id" = "technical_secrets"."technical_account_id";
