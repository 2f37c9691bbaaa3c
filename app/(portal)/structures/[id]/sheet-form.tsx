import { getTranslations } from "next-intl/server";
import { AddressFields } from "@/app/_organisation/address-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { StaleComparison } from "@/app/_ui/stale-comparison";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { DEFAULT_PHONE_PREFIX, splitPhone } from "@/lib/account/phone";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Sheet } from "@/lib/structure/find-sheet";
import { nameLimit, publicBodySettings, sheetSwitches } from "@/lib/structure/sheet";
import { formLabels } from "@/lib/web/form-labels";
import { sendSheet } from "./actions";
import { savedSheetValues } from "./saved-sheet-values";

/** "Modification d'une structure": what its managers may change, and "Actualiser depuis la base Sirene". */
export async function SheetForm({ sheet, title }: { sheet: Sheet; title: string }) {
  const t = await getTranslations("sheet");
  const { lastSave } = sheet;
  return (
    <ActionForm action={sendSheet} title={title} labels={await formLabels()}>
      <input type="hidden" name="structureId" value={sheet.id} />
      <input type="hidden" name="version" value={sheet.version} />
      <StaleComparison
        version={sheet.version}
        title={t("stale.title")}
        lead={
          lastSave
            ? t("stale.by", { name: lastSave.by ?? t("stale.somebody"), date: formatMoment(lastSave.at) })
            : t("stale.lead")
        }
        headings={{ field: t("stale.field"), yours: t("stale.yours"), saved: t("stale.saved") }}
        values={await savedSheetValues(sheet)}
      />
      <General sheet={sheet} />
      <Contact sheet={sheet} />
      {sheet.sector === "public" ? <PublicBody sheet={sheet} /> : null}
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="act" value="save" pendingLabel={t("saving")}>
          {t("save")}
        </SubmitButton>
        {sheet.identifierType === "SIRET" ? (
          <SubmitButton name="act" value="refresh" variant="secondary" pendingLabel={t("refreshing")}>
            {t("refresh")}
          </SubmitButton>
        ) : null}
      </div>
    </ActionForm>
  );
}

async function General({ sheet }: { sheet: Sheet }) {
  const t = await getTranslations("sheet");
  return (
    <Fieldset legend={t("general")}>
      {sheet.namedByRegister ? null : (
        <TextField
          name="legalName"
          label={t("fields.legalName")}
          autoComplete="organization"
          defaultValue={sheet.legalName}
          maxLength={nameLimit(sheet.identifierType)}
          required
        />
      )}
      <TextField name="label" label={t("fields.label")} defaultValue={sheet.label ?? ""} />
      <TextField
        name="email"
        type="email"
        label={t("fields.email")}
        autoComplete="email"
        defaultValue={sheet.email ?? ""}
      />
      <TextField
        name="tradeRegisterNumber"
        label={t("fields.tradeRegisterNumber")}
        defaultValue={sheet.tradeRegisterNumber ?? ""}
      />
      <TextField
        name="vatNumber"
        label={t("fields.vatNumber")}
        help={t("vatHelp")}
        defaultValue={sheet.vatNumber ?? ""}
      />
      {sheetSwitches.map((name) => (
        <CheckboxField key={name} name={name} statement={t(`fields.${name}`)} defaultChecked={sheet[name]} />
      ))}
    </Fieldset>
  );
}

async function Contact({ sheet }: { sheet: Sheet }) {
  const t = await getTranslations("sheet");
  const phone = sheet.phone === null ? { prefix: DEFAULT_PHONE_PREFIX, number: "" } : splitPhone(sheet.phone);
  return (
    <Fieldset legend={t("address")}>
      <AddressFields values={sheet} />
      <TextField
        name="phonePrefix"
        label={t("fields.phonePrefix")}
        help={t("phonePrefixHelp")}
        type="tel"
        autoComplete="tel-country-code"
        defaultValue={phone.prefix}
        width="short"
      />
      <TextField
        name="phone"
        label={t("fields.phone")}
        type="tel"
        autoComplete="tel-national"
        defaultValue={phone.number}
      />
    </Fieldset>
  );
}

async function PublicBody({ sheet }: { sheet: Sheet }) {
  const t = await getTranslations("sheet");
  return (
    <Fieldset legend={t("publicBody")}>
      <p className="text-ink-soft">{t("publicBodyHelp")}</p>
      {publicBodySettings.map((name) => (
        <CheckboxField
          key={name}
          name={name}
          statement={t(`fields.${name}`)}
          help={name === "commitmentOrDepartmentRequired" ? t("exclusiveHelp") : undefined}
          defaultChecked={sheet[name]}
        />
      ))}
    </Fieldset>
  );
}
