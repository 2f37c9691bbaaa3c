import { z } from "zod";

/** Above it nothing is folded and compared: answers have at most a hundred characters. */
const LONGEST_TYPED = 1000;

/** What S-06 step 2 sends: that an answer is too long is no other refusal than that it is wrong. */
export const secretAnswerInput = z.strictObject({
  secretAnswer: z.string("M-01").trim().min(1, "M-01").max(LONGEST_TYPED, "M-45b"),
});

/** What S-07 sends; the action checks the rules that need the person, the greatest length too. */
export const newPasswordInput = z.strictObject({
  newPassword: z.string("M-01").min(1, "M-01"),
  confirmation: z.string("M-01").min(1, "M-01"),
});
