/** Who bills justice costs (catégorie de prestataire, R-316), in the order of the list. */
export const providerCategories = [
  "expert",
  "interpreter",
  "justice-commissioner",
  "social-investigator",
  "health",
  "ad-hoc-administrator",
  "laboratory",
  "custodian",
  "telecom-operator",
  "other",
] as const;
export type ProviderCategory = (typeof providerCategories)[number];

/** How a person without SIRET works for the courts (régime / statut, R-316, C-10). */
export const employmentSchemes = ["employee", "cosp"] as const;
export type EmploymentScheme = (typeof employmentSchemes)[number];
