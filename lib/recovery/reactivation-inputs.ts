import { z } from "zod";

/** "Demander la réactivation" and "Réactiver mon compte": forms with a button and nothing else. */
export const reactivationInput = z.strictObject({});

/** What the sign-in leaves in the sealed cookie of whoever gave the right password of a deactivated account. */
export const disabledAccount = z.object({ accountId: z.uuid() });

/** How long S-08 knows whom it is about. */
export const DISABLED_ACCOUNT_SECONDS = 10 * 60;
