"use server";

import { redirect } from "next/navigation";
import { recoveryCodesKeptInput } from "@/lib/account/second-factor-inputs";
import { formAction } from "@/lib/web/form-action";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";
import { onwardFrom } from "../onward";

export const codesKept = formAction(recoveryCodesKeptInput, async ({ returnTo }) => {
  await requireAccountToEnrol();
  await clearSealed("recovery-codes");
  return redirect(onwardFrom(returnTo) ?? `${routes.secondFactor()}?fait=codes`);
});
