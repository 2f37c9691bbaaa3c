import { routes } from "@/lib/web/routes";

/** What a reader puts his own in place of; no other word of the commands contains one of these. */
export const placeholders = { login: "TECH_LOGIN", password: "TECH_PASSWORD", token: "ACCESS_TOKEN" } as const;

/** From zero to a first answer: three commands for a terminal, on the portal's own addresses (R-1011 to R-1013). */
export function guideCommands(appUrl: string): Record<"token" | "firstCall" | "facade", string> {
  const at = (path: string) => `'${new URL(path, appUrl).href}'`;
  const { login, password, token } = placeholders;
  const bearer = `-H 'Authorization: Bearer ${token}'`;
  return {
    token: lines(`curl -sS -u '${login}:${password}'`, "-d 'grant_type=client_credentials'", at(routes.apiToken())),
    firstCall: lines(`curl -sS ${bearer}`, at("/api/v1/me")),
    facade: lines(
      `curl -sS ${bearer}`,
      // Not every base64 knows how to leave its lines long: those it breaks are put together again.
      `-H "cpro-account: $(printf '%s' '${login}:${password}' | base64 | tr -d '\\n')"`,
      "-H 'Content-Type: application/json;charset=utf-8'",
      `-d '{"parametresRecherche":{"nbResultatsParPage":10,"pageResultatDemandee":1}}'`,
      at("/cpro/utilisateurs/v1/monCompte/recuperer/rattachements"),
    ),
  };
}

function lines(...parts: string[]): string {
  return parts.join(" \\\n  ");
}
