/** Why a file as a whole is not read; each has its sentence, as `invitations.file.refusals.{refusal}`. */
export const refusals = [
  "absent",
  "interrupted",
  "too-large",
  "empty",
  "wrong-encoding",
  "too-many-lines",
  "too-often",
  "gone",
] as const;
export type Refusal = (typeof refusals)[number];
