import { getTranslations } from "next-intl/server";
import { type FormState, untouched } from "@/lib/web/form-state";

/** Why no file came: what the route of the export leads back with. */
const refusals = ["sans-mot-de-passe", "mot-de-passe", "patience", "sollicite", "en-cours"] as const;
export type ExportRefusal = (typeof refusals)[number];

/** The form as it comes back: with what its address says was wrong, as long as that can still be said. */
export async function exportState(
  said: string | string[] | undefined,
  { asksPassword }: { asksPassword: boolean },
): Promise<FormState> {
  const refusal = refusals.find((known) => known === said);
  const messages = await getTranslations("messages");
  const t = await getTranslations("departure.data.export");
  const refused = { attempt: 1, values: {}, errors: {} };
  switch (refusal) {
    case "sans-mot-de-passe":
      return asksPassword ? { ...refused, errors: { password: messages("M-01") } } : untouched;
    case "mot-de-passe":
      return asksPassword ? { ...refused, errors: { password: messages("M-40-current") } } : untouched;
    case "patience":
      return { ...refused, error: messages("M-60") };
    case "sollicite":
      return { ...refused, error: messages("M-60-busy") };
    case "en-cours":
      return { ...refused, error: t("busy") };
    case undefined:
      return untouched;
  }
}
