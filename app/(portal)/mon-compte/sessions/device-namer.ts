import { getTranslations } from "next-intl/server";
import type { Device } from "@/lib/account/describe-device";

/** "Firefox sur Windows", as far as the device says so (SEC-46). */
export async function deviceNamer(): Promise<(device: Device) => string> {
  const t = await getTranslations("sessions");
  return ({ browser, system }) => {
    if (browser !== null && system !== null) return t("named", { browser, system });
    if (browser !== null) return t("browserOnly", { browser });
    return system === null ? t("unknownDevice") : t("systemOnly", { system });
  };
}
