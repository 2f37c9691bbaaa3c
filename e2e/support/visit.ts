import { randomBytes } from "node:crypto";
import { siretNumber } from "@/lib/testing/siret-number";
import { type Answer, ask, cookiesSetBy } from "./ask";
import { formWith, multipart } from "./forms";

/** Somebody at the portal without a browser: keeps cookies, opens pages, sends their forms as they stand. */
export interface Visit {
  cookies: Map<string, string>;
  open(path: string): Promise<Answer>;
  /** Sends the form of the page in which `sign` stands; by default its first field. */
  send(path: string, values: Record<string, string>, sign?: string): Promise<Answer>;
}

/** Begins a visit from an address of its own. */
export function aVisitTo(portal: { url: string }, headers: Record<string, string> = {}): Visit {
  const cookies = new Map<string, string>();
  const from = `198.18.${randomBytes(1)[0]}.${randomBytes(1)[0]}`;
  const own = () => ({
    "X-Forwarded-For": from,
    Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    ...headers,
  });
  const kept = (answer: Answer) => {
    for (const [name, { value }] of cookiesSetBy(answer)) value ? cookies.set(name, value) : cookies.delete(name);
    return answer;
  };
  const open = async (path: string) => kept(await ask(portal, path, { headers: own() }));
  return {
    cookies,
    open,
    send: async (path, values, sign = ` name="${Object.keys(values)[0]}"`) => {
      const form = formWith((await open(path)).body, sign);
      const { body, contentType } = await multipart([...form.hidden, ...Object.entries(values)]);
      const sent = { Origin: portal.url, "Content-Type": contentType, ...own() };
      return kept(await ask(portal, path, { method: "POST", headers: sent, body }));
    },
  };
}

/** The four steps of the registration of a company that no register is asked about, step by step. */
export function signUpSteps(
  email: string,
  siret = siretNumber(randomBytes(4).readUInt32BE() % 9_000_000),
): [path: string, values: Record<string, string>, sign?: string][] {
  const person = {
    email,
    emailAgain: email,
    familyName: "Durand",
    givenName: "Camille",
    contactEmail: email,
    terms: "on",
  };
  return [
    ["/", { siret, email }],
    ["/inscription", person],
    [
      "/inscription/organisation",
      {
        legalName: "Atelier du Thabor",
        addressLine1: "12 rue des Lilas",
        postcode: "35000",
        city: "Rennes",
        country: "FR",
        paymentRequests: "on",
        intent: "next",
      },
    ],
    ["/inscription/espaces", { intent: "next" }],
    ["/inscription/verification", {}, "Créer mon compte"],
  ];
}
