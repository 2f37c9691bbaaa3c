import { z } from "zod";

/*
 * Accounting software written for the modelled system: it knows `cpro-api.md` and nothing of our code. It decodes
 * strictly: a field too many, too few or of another type is an error.
 */

const id = z.int().positive();
const minute = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/);
const moment = z.iso.datetime({ offset: true });
const identifierType = z.enum([
  "SIRET",
  "UE_HORS_FRANCE",
  "HORS_UE",
  "TAHITI",
  "RIDET",
  "PARTICULIER",
  "EN_COURS_IMMATRICULATION",
]);
const activity = z.enum(["ACTIF", "INACTIF"]);
const attachmentStatus = z.enum(["DEMANDE", "VALIDE", "REFUSE", "ANNULE", "DESACTIVE", "SUPPRIME"]);

const address = z.strictObject({
  adresse: z.string(),
  complementAdresse1: z.string(),
  complementAdresse2: z.string(),
  codePostal: z.string(),
  ville: z.string(),
  pays: z.string(),
  indicatifTelephone: z.string(),
  telephone: z.string(),
  indicatifFax: z.string(),
  fax: z.string(),
});

const parametresRetour = z.strictObject({
  nbResultatsParPage: z.int32().positive(),
  pageCourante: z.int32().positive(),
  pages: z.int32().min(0),
  total: z.int32().min(0),
});

const success = { codeRetour: z.literal(0), libelle: z.literal("GCU_MSG_01_000") };

/** Every call and what it answers. */
export const cproAnswers = {
  "cpro/structures/v1/rechercher": z.strictObject({
    ...success,
    listeStructures: z.array(
      z.strictObject({
        idStructureCPP: id,
        identifiantStructure: z.string().min(1),
        typeIdentifiantStructure: identifierType,
        designationStructure: z.string().min(1),
        statut: activity,
      }),
    ),
    parametresRetour,
  }),
  "cpro/structures/v1/consulter": z.strictObject({
    ...success,
    adressePostaleDuSiege: address,
    informationGenerales: z.strictObject({
      idStructureCPP: id,
      identifiantStructure: z.string().min(1),
      typeIdentifiantStructure: identifierType,
      raisonSocialeStructure: z.string(),
      nomStructure: z.string(),
      prenomStructure: z.string(),
      libelleStructure: z.string(),
      emailStructure: z.string(),
      numeroRcsStructure: z.string(),
      numeroTVA: z.string(),
      structurePriveePublique: z.enum(["PUBLIQUE", "PRIVEE"]),
      dateExpirationMotPasseCompteTech: moment.nullable(),
      estValideurDeleguee: z.boolean(),
      idStructureOrigine: z.int().min(0),
      listeStructureDupliquees: z.array(z.strictObject({ structureDupliquee: id })),
    }),
    parametres: z.strictObject({
      codeServiceDoitEtreRenseigne: z.boolean(),
      numeroEJDoitEtreRenseigne: z.boolean(),
      gestionNumeroEJOuCodeService: z.boolean(),
      statutMiseEnPaiementNestPasRemonte: z.boolean(),
      connexionEDI: z.boolean(),
      recevoirDonneesViaEDI: z.boolean(),
      estMoaUniquement: z.boolean(),
      getaMoa: z.boolean(),
      estValideurDelegue: z.boolean(),
      nonDiffusibleInsee: z.boolean(),
    }),
  }),
  "cpro/structures/v1/rechercher/services": z.strictObject({
    ...success,
    listeServices: z.array(
      z.strictObject({
        idService: id,
        codeService: z.string().min(1),
        libelleService: z.string(),
        estActif: z.boolean(),
        statutService: activity,
      }),
    ),
    parametresRetour,
  }),
  "cpro/structures/v1/consulter/service": z.strictObject({
    ...success,
    informationsGenerales: z.strictObject({
      codeService: z.string().min(1),
      nomService: z.string(),
      descriptionService: z.string(),
    }),
    adressePostale: address,
    parametres: z.strictObject({
      dateCreation: minute.nullable(),
      dateDebutValidite: minute,
      dateFinValidite: minute.nullable(),
      dateModification: minute.nullable(),
      miseEnPaiement: z.boolean(),
      numeroEngagement: z.boolean(),
    }),
  }),
  "cpro/structures/v1/lister/rattachementsutilisateur": z.strictObject({
    ...success,
    idStructure: id,
    identifiantStructure: z.string().min(1),
    designationStructure: z.string().min(1),
    premierService: z.boolean(),
    listeServices: z.array(
      z.strictObject({
        idService: id,
        codeService: z.string().min(1),
        nomService: z.string(),
        idRattachement: id,
        statutRattachement: attachmentStatus,
        commentaire: z.string(),
        dateDebut: moment.nullable(),
        dateFin: moment.nullable(),
      }),
    ),
    parametresRetour,
  }),
  "cpro/utilisateurs/v1/monCompte/recuperer/rattachements": z.strictObject({
    ...success,
    listeStructureRattachement: z.array(
      z.strictObject({
        idStructure: id,
        identifiantStructure: z.string().min(1),
        typeIdentifiantStructure: identifierType,
        designationStructure: z.string().min(1),
        idRattachementStructure: id,
        roleUtilisateur: z.enum(["GESTIONNAIRE_PRINCIPAL", "GESTIONNAIRE_SECONDAIRE", "UTILISATEUR_SIMPLE"]),
        statutRattachementStructure: attachmentStatus,
        statutUtilisateur: z.string().min(1),
        listeServicesRattache: z.array(
          z.strictObject({
            idService: id,
            codeService: z.string().min(1),
            libelleService: z.string(),
            estActif: z.boolean(),
            statutService: activity,
            idRattachementService: id,
            statutRattachementService: attachmentStatus,
            dateDbtService: minute.nullable(),
            dateFinService: minute.nullable(),
          }),
        ),
      }),
    ),
    parametresRetour,
  }),
};

/** A call, by its path below the address of the API. */
export type CproPath = keyof typeof cproAnswers;
export const cproPaths = Object.keys(cproAnswers) as CproPath[];

const token = z.strictObject({
  access_token: z.string().min(1),
  token_type: z.literal("Bearer"),
  expires_in: z.int().positive().max(32_767),
  scope: z.string().optional(),
});

const health = z.strictObject({
  ...success,
  statusCodeValue: z.literal(200),
  statusCode: z.literal("OK"),
  body: z.string(),
});

const refusal = z.strictObject({
  codeRetour: z.int32().refine((code) => code !== 0),
  libelle: z.string().min(1),
});

const problem = z.strictObject({
  type: z.url(),
  title: z.string().min(1),
  status: z.int().min(400).max(599),
  detail: z.string().min(1),
  instance: z.string().min(1),
  code: z.string().min(1),
});

/** What an answer turned out to be. */
export type CproReading<Path extends CproPath = CproPath> =
  | { kind: "success"; body: z.output<(typeof cproAnswers)[Path]> }
  | { kind: "refusal"; codeRetour: number; libelle: string }
  | { kind: "problem"; status: number; code: string };

/** What a client is configured with; `send` stands in for the network. */
export interface CproSettings {
  /** Where tokens are given, and where the calls are: nothing else changes from one system to the other. */
  tokenBase: string;
  apiBase: string;
  login: string;
  password: string;
  send?: (request: Request) => Promise<Response>;
}

/** Asks for a token by the first of two addresses, then calls by the second. */
export function cproClient({ tokenBase, apiBase, login, password, send = fetch }: CproSettings) {
  let bearer: string | null = null;

  async function signIn(): Promise<string> {
    const form = { grant_type: "client_credentials", client_id: login, client_secret: password, scope: "openid" };
    const answer = await send(
      new Request(`${tokenBase}/api/oauth/token`, { method: "POST", body: new URLSearchParams(form) }),
    );
    if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
    bearer = token.parse(await answer.json()).access_token;
    return bearer;
  }

  /** `headers` stand in for the usual ones, `null` leaves one out; a text is sent as it is. */
  async function call<Path extends CproPath>(
    path: Path,
    body: unknown = {},
    headers: Record<string, string | null> = {},
  ): Promise<CproReading<Path>> {
    const usual = {
      Authorization: `Bearer ${bearer ?? (await signIn())}`,
      "cpro-account": Buffer.from(`${login}:${password}`).toString("base64"),
      "Content-Type": "application/json;charset=utf-8",
    };
    const sent = Object.entries({ ...usual, ...headers }).filter((pair): pair is [string, string] => pair[1] !== null);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return read(path, await send(new Request(`${apiBase}/${path}`, { method: "POST", headers: sent, body: text })));
  }

  return {
    signIn,
    call,
    /** The same where nothing but success will do. */
    async obtain<Path extends CproPath>(path: Path, body: unknown = {}) {
      const reading = await call(path, body);
      if (reading.kind !== "success") throw new Error(`${path}: ${JSON.stringify(reading)}`);
      return reading.body;
    },
    /** Without any header. */
    async checkHealth() {
      const answer = await send(new Request(`${apiBase}/cpro/transverses/v1/health-check`));
      return { status: answer.status, ...health.parse(await answer.json()) };
    },
  };
}

async function read<Path extends CproPath>(path: Path, answer: Response): Promise<CproReading<Path>> {
  const type = answer.headers.get("content-type");
  if (answer.headers.get("cache-control")?.includes("no-store") !== true) throw new Error("an answer may be kept");
  if (answer.status !== 200 && answer.status !== 400) {
    if (type !== "application/problem+json") throw new Error(`${answer.status} is of type ${type}`);
    const { status, code } = problem.parse(await answer.json());
    if (status !== answer.status) throw new Error(`${answer.status} says ${status}`);
    return { kind: "problem", status, code };
  }
  if (type !== "application/json;charset=utf-8") throw new Error(`${answer.status} is of type ${type}`);
  if (!/^\d+$/.test(answer.headers.get("ratelimit-remaining") ?? "")) throw new Error("no RateLimit header");
  const body: unknown = await answer.json();
  if (answer.status === 400) return { kind: "refusal", ...refusal.parse(body) };
  // Which of the schemas it is follows from the path; the compiler does not see it.
  return { kind: "success", body: cproAnswers[path].parse(body) as z.output<(typeof cproAnswers)[Path]> };
}
