import type { ServerResponse } from "node:http";
import { siretNumber } from "@/lib/testing/siret-number";
import { inseeAnswer } from "./insee-answer";
import { openDirectoryAnswer } from "./open-directory-answer";
import { type StandInServer, serveStandIn } from "./serve-stand-in";

/** SIRETs that the register answers in a way of their own; every other one is an active private company. */
export const specialSirets = {
  closed: siretNumber(9_000_001),
  unitCeased: siretNumber(9_000_002),
  masked: siretNumber(9_000_003),
  maskedPerson: siretNumber(9_000_004),
  unknown: siretNumber(9_000_005),
  publicBody: siretNumber(9_000_006),
  throttled: siretNumber(9_000_007),
  broken: siretNumber(9_000_008),
  hanging: siretNumber(9_000_009),
  garbage: siretNumber(9_000_010),
  redirecting: siretNumber(9_000_011),
  gateway404: siretNumber(9_000_012),
  oversized: siretNumber(9_000_013),
  abroad: siretNumber(9_000_014),
  cedex: siretNumber(9_000_015),
  person: siretNumber(9_000_016),
  /** Not diffusible, but sent in clear, as to a key with more rights. */
  unmaskedPerson: siretNumber(9_000_017),
  headOffice: siretNumber(9_000_018),
  stalling: siretNumber(9_000_019),
  otherShape: siretNumber(9_000_020),
  unreadable: siretNumber(9_000_021),
} as const;
type SpecialSiret = keyof typeof specialSirets;

/** What a register is asked: a SIRET, and what makes it special. */
export interface RegisterQuestion {
  siret: string;
  special: SpecialSiret | undefined;
}

/** A local server that speaks like the INSEE API Sirene 3.11 (`/siret/…`) and "Recherche d'entreprises" (`/search`). */
export interface SireneStandIn extends StandInServer {
  /** Every request it was asked, with the key it carried. */
  asked: { path: string; key: string | undefined }[];
}

/** Starts the stand-in of the national register on a free port. */
export async function startSireneStandIn(): Promise<SireneStandIn> {
  const asked: SireneStandIn["asked"] = [];
  const server = await serveStandIn((request, _body, response) => {
    const address = new URL(request.url ?? "/", "http://stand-in");
    const key = request.headers["x-insee-api-key-integration"]?.toString();
    asked.push({ path: address.pathname + address.search, key });

    const insee = /^\/siret\/(\d{14})$/.exec(address.pathname)?.[1];
    const open = address.pathname === "/search" ? address.searchParams.get("q") : null;
    const siret = insee ?? open;
    if (!siret) return send(response, 404, { message: "No context-path matches the request URI." });
    if (insee && !key) return send(response, 401, { message: "Unauthorized", http_status_code: 401 });

    const special = specials.find((name) => specialSirets[name] === siret);
    if (misbehaves(special, response)) return;
    const [status, body] = insee ? inseeAnswer({ siret, special }) : openDirectoryAnswer({ siret, special });
    send(response, status, body);
  });
  return { ...server, asked };
}

// Object.keys forgets which keys there are.
const specials = Object.keys(specialSirets) as SpecialSiret[];

function misbehaves(special: SpecialSiret | undefined, response: ServerResponse): boolean {
  const json = { "Content-Type": "application/json;charset=utf-8" };
  switch (special) {
    case "throttled":
      send(response, 429, { header: { statut: 429, message: "Quota de requêtes dépassé" } });
      return true;
    case "broken":
      send(response, 500, { header: { statut: 500, message: "Erreur interne du serveur" } });
      return true;
    case "hanging":
      return true;
    case "stalling":
      response.writeHead(200, json).write('{"header":');
      return true;
    case "garbage":
      response.writeHead(200, json).end('{"etablissement": {"siret": ');
      return true;
    case "otherShape":
      send(response, 200, { etablissement: { siret: specialSirets.otherShape }, results: "none" });
      return true;
    case "redirecting":
      response.writeHead(302, { Location: "/elsewhere" }).end();
      return true;
    case "gateway404":
      send(response, 404, { message: "No context-path matches the request URI.", http_status_code: 404 });
      return true;
    case "oversized":
      send(response, 200, { padding: "x".repeat(2_000_000) });
      return true;
    default:
      return false;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json;charset=utf-8" }).end(JSON.stringify(body));
}
