import type { Catalogue } from "./fr";

declare module "next-intl" {
  interface AppConfig {
    Locale: "fr" | "en";
    Messages: Catalogue;
  }
}
