import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { TextAreaField } from "@/app/_ui/text-area-field";
import type { DepartmentToAskFor } from "@/lib/attachment/find-structure-to-join";
import { COMMENT_LENGTH } from "@/lib/attachment/inputs";

/** What a request for attachment says: departments, and a comment. */
export async function RequestFields({
  departments,
  asked = [],
  comment,
}: {
  departments: DepartmentToAskFor[];
  /** Those ticked so far, by id. */
  asked?: string[];
  comment?: string | null;
}): Promise<ReactNode> {
  const t = await getTranslations("requests.fields");
  return (
    <>
      {departments.length === 0 ? null : (
        <Fieldset legend={t("departments")}>
          <p className="text-ink-soft">{t("departmentsHelp")}</p>
          {departments.map(({ id, code, name }) => (
            <CheckboxField
              key={id}
              name="departmentIds"
              value={id}
              statement={t("department", { name, code })}
              defaultChecked={asked.includes(id)}
            />
          ))}
        </Fieldset>
      )}
      <TextAreaField
        name="comment"
        label={t("comment")}
        help={t("commentHelp", { max: COMMENT_LENGTH })}
        defaultValue={comment ?? undefined}
        maxLength={COMMENT_LENGTH}
      />
    </>
  );
}
