import type { en } from "./en";
import type { Catalogue } from "./fr";

/** The languages the portal speaks; the first one is the default (R-1209). */
export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** A message of the catalogue of section 16 of the specification: "M-01", "M-02"… */
export type MessageId = keyof Catalogue["messages"] & keyof (typeof en)["messages"];
