import { getTranslations } from "next-intl/server";
import { AddressFields } from "@/app/_organisation/address-fields";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { TextField } from "@/app/_ui/text-field";
import type { DepartmentEdit } from "@/lib/structure/department";

/** The fields of a department; those of a new one start empty. */
export async function DepartmentFields({
  values,
  isPublic,
}: {
  values: Partial<DepartmentEdit> & { code?: string };
  /** Whether the structure is a public body. */
  isPublic: boolean;
}) {
  const t = await getTranslations("departments");
  return (
    <>
      <Fieldset legend={t("identity")}>
        {values.code === undefined ? (
          <TextField name="code" label={t("fields.code")} help={t("codeHelp")} autoComplete="off" required />
        ) : (
          <p>
            <span className="font-semibold">{t("fields.code")}</span> {values.code}
          </p>
        )}
        <TextField name="name" label={t("fields.name")} defaultValue={values.name ?? ""} required />
        <TextField name="description" label={t("fields.description")} defaultValue={values.description ?? ""} />
        {isPublic ? (
          <CheckboxField
            name="commitmentNumberRequired"
            statement={t("fields.commitmentNumberRequired")}
            defaultChecked={values.commitmentNumberRequired}
          />
        ) : null}
      </Fieldset>
      <Fieldset legend={t("period")}>
        <TextField
          name="validFrom"
          type="date"
          label={t("fields.validFrom")}
          defaultValue={values.validFrom ?? ""}
          width="short"
          required
        />
        <TextField
          name="validUntil"
          type="date"
          label={t("fields.validUntil")}
          help={t("untilHelp")}
          defaultValue={values.validUntil ?? ""}
          width="short"
        />
      </Fieldset>
      <Fieldset legend={t("address")}>
        <AddressFields values={values} required={false} />
      </Fieldset>
    </>
  );
}
