import { getTranslations } from "next-intl/server";
import { Fieldset } from "@/app/_ui/fieldset";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SelectField } from "@/app/_ui/select-field";
import { employmentSchemes, providerCategories } from "@/lib/workspace/justice-costs";

/** Who bills justice costs: asked once that workspace is ticked in the form, with or without scripts. */
export async function JusticeCostsFields({
  askScheme,
  values,
}: {
  askScheme: boolean;
  values?: { providerCategory?: string; employmentScheme?: string };
}) {
  const t = await getTranslations("signUp.workspaces");
  return (
    <div className="hidden [form:has(input[value=MEMOIRES\_FRAIS\_JUSTICE]:checked)_&]:block">
      <Fieldset legend={t("justiceLegend")}>
        <SelectField
          name="providerCategory"
          label={t("providerCategory")}
          placeholder={t("chooseCategory")}
          options={providerCategories.map((category) => ({ value: category, label: t(`categories.${category}`) }))}
          defaultValue={values?.providerCategory}
          required
        />
        {askScheme ? (
          <RadioGroup
            name="employmentScheme"
            legend={t("employmentScheme")}
            options={employmentSchemes.map((scheme) => ({
              value: scheme,
              label: t(`schemes.${scheme}`),
              help: scheme === "cosp" ? t("cospHelp") : undefined,
            }))}
            defaultValue={values?.employmentScheme}
            required
          />
        ) : null}
      </Fieldset>
    </div>
  );
}
