import { z } from "zod";
import { plainText } from "@/lib/platform/plain-text";
import { toldTogether } from "@/lib/platform/told-together";
import { identifierTypes } from "@/lib/structure/identifier";
import { MAX_LABEL } from "./mandate";

/** What is asked before a mandate is reviewed; the identifier is judged by its type. */
export const mandateInput = toldTogether(
  z.strictObject({
    structureId: z.uuid(),
    label: plainText(MAX_LABEL),
    identifierType: z.enum(identifierTypes, "M-01"),
    identifier: z.string("M-01").max(100, "M-16"),
  }),
  "identifier",
);

/** What travels from the form to its review. */
export const mandateDraft = z.strictObject({
  structureId: z.uuid(),
  label: z.string(),
  identifierType: z.enum(identifierTypes),
  identifier: z.string(),
});
export type MandateDraft = z.output<typeof mandateDraft>;

/** "Signer le mandat": the declaration is ticked. */
export const mandateSignature = z.strictObject({
  structureId: z.uuid(),
  declaration: z.literal("on", "M-16-declaration"),
});

/** "Révoquer". */
export const mandateRevocation = z.strictObject({ structureId: z.uuid(), mandateId: z.uuid() });
