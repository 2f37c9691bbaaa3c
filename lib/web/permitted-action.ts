import { notFound } from "next/navigation";
import { z } from "zod";
import type { Permit } from "@/lib/structure/permit";
import type { Right } from "@/lib/structure/rights";
import { formAction, type Submission } from "./form-action";
import type { FormState } from "./form-state";
import { ownPermit, requireAccount } from "./guards";

/** What every form about a structure says: which one. The permit is asked for exactly that one. */
export const aboutStructure = { structureId: z.uuid() };

/**
 * Makes a server action that does something to one structure: a form action whose guard is the permit of that right.
 * Who sees the structure but may not do this is told so (M-57); for anyone else, support too, it does not exist (R-1107,
 * R-1202, SEC-70).
 */
export function permittedAction<R extends Right, Schema extends z.ZodType<{ structureId: string }>>(
  right: R,
  schema: Schema,
  handle: (permit: Permit<R>, input: z.output<Schema>, submission: Submission) => Promise<FormState>,
): (previous: FormState, data: FormData) => Promise<FormState> {
  return formAction(schema, async (input, submission) => {
    const actor = await requireAccount();
    const permit = ownPermit(actor, input.structureId, right);
    if (permit) return handle(permit, input, submission);
    return ownPermit(actor, input.structureId, "view-sheet") ? submission.refuseAll("M-57") : notFound();
  });
}
