import { and, desc, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import type { Email } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
