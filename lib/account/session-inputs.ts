import { z } from "zod";
import { passwordAgainField } from "./inputs";

/** "Fermer cette session": which one, and the password where it was not given lately (SEC-45, SEC-46). */
export const closeSessionInput = z.strictObject({ sessionId: z.uuid(), password: passwordAgainField });

/** "Fermer toutes les autres sessions". */
export const closeOtherSessionsInput = z.strictObject({ password: passwordAgainField });
