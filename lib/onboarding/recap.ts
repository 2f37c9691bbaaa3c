import { z } from "zod";
import { identifierType } from "@/drizzle/schema/structure";

/** How long S-03 can be read again. */
export const RECAP_LIFETIME_SECONDS = 15 * 60;

const structure = { identifierType: z.enum(identifierType.enumValues), identifier: z.string().max(20) };

/** What S-03 says (récapitulatif), sealed on the visitor's side: the same for a known and an unknown address. */
export const recapSchema = z.strictObject({
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  activateUntil: z.iso.datetime(),
  organisation: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("create"), ...structure, name: z.string(), publicBody: z.boolean() }),
    z.strictObject({
      kind: z.literal("join"),
      ...structure,
      /** Null when it is not diffusible. */
      name: z.string().nullable(),
      /** First name and initial (C-20); null while nobody manages it. */
      manager: z.string().nullable(),
    }),
    z.strictObject({ kind: z.literal("none") }),
  ]),
});
export type Recap = z.output<typeof recapSchema>;
