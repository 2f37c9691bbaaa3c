import type { z } from "zod";
import type { SupportAct } from "@/lib/administration/support-act";
import { toldTogether } from "@/lib/platform/told-together";
import { formAction, type Submission } from "./form-action";
import type { FormState } from "./form-state";
import { requireAdministrator } from "./guards";
import { passwordAgain } from "./password-again";

/** What every form of support sends: why, and the password where it is asked (`supportFields`). */
interface Supported {
  reason: string;
  password?: string | undefined;
}

/**
 * Makes a server action of the administration: a form action for administrators alone, who gave their password within
 * ten minutes and say why (SEC-70). For anyone else it does not exist (R-1202).
 */
export function adminAction<Schema extends z.ZodType<Supported>>(
  schema: Schema,
  handle: (act: SupportAct, input: z.output<Schema>, submission: Submission) => Promise<FormState>,
): (previous: FormState, data: FormData) => Promise<FormState> {
  return formAction(toldTogether(schema, "password"), async (input, submission) => {
    const administrator = await requireAdministrator();
    const again = await passwordAgain(administrator, input.password, submission);
    if (again.kind === "refused") return again.state;
    return handle({ administrator, proof: again.proof, reason: input.reason }, input, submission);
  });
}
