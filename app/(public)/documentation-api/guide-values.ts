import { IDEMPOTENCY_HOURS } from "@/lib/api/answer-once";
import { live } from "@/lib/platform/live";
import { TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import { CALLS_A_MINUTE } from "@/lib/technical-account/find-api-caller";
import { MAX_OVERLAP_DAYS, SHOWN_MINUTES } from "@/lib/technical-account/technical-account";
import { placeholders } from "./guide-commands";

/** The limits and names that sentences of the guide mention. */
export async function guideValues() {
  const { env } = await live();
  return {
    calls: CALLS_A_MINUTE,
    seconds: TOKEN_SECONDS,
    days: env.TECHNICAL_PASSWORD_DAYS,
    overlap: MAX_OVERLAP_DAYS,
    minutes: SHOWN_MINUTES,
    hours: IDEMPOTENCY_HOURS,
    ...placeholders,
  };
}
