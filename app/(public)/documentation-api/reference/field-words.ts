import { getTranslations } from "next-intl/server";
import type { FieldRow } from "./field-rows";

const typeKeys = ["string", "integer", "boolean", "object", "uuid", "date", "date-time"] as const;

/** How the type and the limits of a field are put into words. */
export async function fieldWords() {
  const t = await getTranslations("api.reference");
  return {
    typeOf({ type, listDepth, nullable }: FieldRow): string {
      const known = typeKeys.find((key) => key === type);
      const one = known ? t(`types.${known}`) : type;
      const whole = listDepth > 0 ? t("listOf", { type: one }) : one;
      return nullable ? `${whole} ${t("orNull")}` : whole;
    },
    detailsOf({ required, values, range, defaultValue }: FieldRow): string {
      const parts = [required ? t("required") : t("optional")];
      if (values.length > 0) parts.push(t("values", { values: values.join(", ") }));
      if (range && range.max !== null) {
        const limits = { min: range.min ?? 0, max: range.max };
        parts.push(range.counts === "value" ? t("range", limits) : t("lengthRange", limits));
      }
      if (defaultValue !== null) parts.push(t("default", { value: defaultValue }));
      return `(${parts.join(" · ")})`;
    },
  };
}
