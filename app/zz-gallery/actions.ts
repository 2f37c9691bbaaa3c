"use server";
import { z } from "zod";
import { formAction } from "@/lib/web/form-action";
import { requireAnonymous } from "@/lib/web/guards";

export const tryIt = formAction(
  z.strictObject({
    name: z.string().min(1, "M-01"),
    town: z.string().min(1, "M-01"),
    country: z.string().min(1, "M-01"),
    scheme: z.string("M-01"),
    terms: z.literal("on", "M-04").optional(),
    intent: z.string(),
    ro: z.string(),
  }),
  async (_input, submission) => {
    await requireAnonymous();
    return submission.refuseAll("M-40", { humanCheckNeeded: true });
  },
);
