import { getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/app/_ui/checkbox-group";
import { RadioGroup } from "@/app/_ui/radio-group";
import type { Actor } from "@/lib/attachment/actor";
import { displayIdentifier } from "@/lib/structure/identifier";

/** What software may do, and for which of the manager's structures (R-1002); who manages one is not asked which. */
export async function LimitFields({
  actor,
  readOnly = false,
  only = null,
}: {
  actor: Actor;
  readOnly?: boolean;
  only?: readonly string[] | null;
}) {
  const t = await getTranslations("technical.limits");
  const managed = actor.attachments.filter(({ role, status }) => role === "primary-manager" && status === "approved");
  return (
    <>
      <RadioGroup
        name="access"
        legend={t("access")}
        defaultValue={readOnly ? "read" : "write"}
        options={[
          { value: "write", label: t("write"), help: t("writeHelp") },
          { value: "read", label: t("read"), help: t("readHelp") },
        ]}
      />
      {managed.length > 1 || only !== null ? (
        <>
          <RadioGroup
            name="reach"
            legend={t("reach")}
            defaultValue={only === null ? "all" : "listed"}
            options={[
              { value: "all", label: t("all"), help: t("allHelp") },
              { value: "listed", label: t("listed") },
            ]}
          />
          <CheckboxGroup
            name="structureIds"
            legend={t("structures")}
            help={t("structuresHelp")}
            defaultValue={only ?? []}
            options={managed.map(({ structureId, label, legalName, identifierType, identifier }) => ({
              value: structureId,
              label: label ?? legalName,
              help: displayIdentifier(identifierType, identifier),
            }))}
          />
        </>
      ) : null}
    </>
  );
}
