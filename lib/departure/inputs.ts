import { z } from "zod";
import { currentPasswordField, passwordAgainField } from "@/lib/account/inputs";

/** What a person sends who closes his account or asks to be forgotten: the password, always (R-502, R-1204). */
export const departureInput = z.strictObject({ password: currentPasswordField });

/** What he sends who takes his data along: the password, where the last answer is older than ten minutes (SEC-45). */
export const exportInput = z.strictObject({ password: passwordAgainField });
