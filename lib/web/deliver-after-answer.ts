import { after } from "next/server";
import { deliverDue } from "@/lib/notification/deliver-due";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";

/** Sends the mails that are due once the answer has left: nobody waits for the mail provider (R-1101). */
export function deliverAfterAnswer(): void {
  after(async () => {
    try {
      await deliverDue(await live());
    } catch (error) {
      // The rows stay due: the scheduled route takes them up again.
      log("error", "delivery-failed", describeError(error));
    }
  });
}
