import { getTranslations } from "next-intl/server";

/** How to type the identifier of the chosen type: the style sheet shows the one that applies. */
export async function IdentifierHelp() {
  const t = await getTranslations("signUp.organisation.help");
  return (
    <>
      <span className="hidden [form:has(option[value=SIRET]:checked)_&]:block">
        {t("SIRET")} {t("SIRETExample")}
      </span>
      <span className="hidden [form:has(option[value=UE\_HORS\_FRANCE]:checked)_&]:block">{t("UE_HORS_FRANCE")}</span>
      <span className="hidden [form:has(option[value=HORS\_UE]:checked)_&]:block">{t("HORS_UE")}</span>
      <span className="hidden [form:has(option[value=TAHITI]:checked)_&]:block">{t("TAHITI")}</span>
      <span className="hidden [form:has(option[value=RIDET]:checked)_&]:block">{t("RIDET")}</span>
      <span className="hidden [form:has(option[value=PARTICULIER]:checked)_&]:block">
        {t("PARTICULIER")}
        {(["sex", "year", "month", "place"] as const).map((rank) => (
          <span key={rank} className="block">
            {t(`PARTICULIERRanks.${rank}`)}
          </span>
        ))}
      </span>
      <span className="hidden [form:has(option[value=EN\_COURS\_IMMATRICULATION]:checked)_&]:block">
        {t("EN_COURS_IMMATRICULATION")}
      </span>
    </>
  );
}
