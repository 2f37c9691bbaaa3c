import { z } from "zod";

/** Which operation a form is about. */
export const operationInput = z.strictObject({ operationId: z.uuid() });
