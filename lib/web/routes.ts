import { slugOf, type WorkspaceCode } from "@/lib/workspace/workspace";

/** Every address of the portal, written once. */
export const routes = {
  home: () => "/",
  signIn: (returnTo?: string) => (returnTo ? `/connexion?suite=${encodeURIComponent(returnTo)}` : "/connexion"),
  sessionExpired: (returnTo: string) => `/connexion?motif=session-expiree&suite=${encodeURIComponent(returnTo)}`,
  renewSession: (returnTo: string) => `/session/renouveler?suite=${encodeURIComponent(returnTo)}`,
  signOut: () => "/session/fermer",
  signedOut: () => "/connexion?motif=deconnexion",
  tooManySignIns: () => "/connexion?motif=trop-de-tentatives",
  secondFactorStep: () => "/connexion/verification",
  passkeyQuestion: () => "/connexion/verification/question",
  extendSession: () => "/session/prolonger",
  sessionEnd: () => "/session/echeance",
  forgottenPassword: (step: ForgottenPasswordStep = "address") => forgottenPasswordSteps[step],
  newPasswordLink: (secret: string) => `/nouveau-mot-de-passe/${secret}`,
  newPassword: () => "/nouveau-mot-de-passe",
  newPasswordRefused: () => "/nouveau-mot-de-passe/refuse",
  passwordChanged: () => "/connexion?motif=mot-de-passe-modifie",
  accountDeactivated: () => "/compte-desactive",
  reactivationAsked: () => "/compte-desactive/demande",
  reactivateLink: (secret: string) => `/reactivation/${secret}`,
  reactivate: () => "/reactivation",
  reactivated: () => "/reactivation/faite",
  loginEmailLink: (secret: string) => `/adresse-de-connexion/${secret}`,
  confirmLoginEmail: () => "/adresse-de-connexion",
  loginEmailChanged: () => "/adresse-de-connexion/confirmee",
  signUp: (step: SignUpStep = "person") => signUpSteps[step],
  resendActivation: () => "/renvoi-activation",
  activationLink: (secret: string) => `/activation/${secret}`,
  activation: () => "/activation",
  activationRefused: () => "/activation/refusee",
  eraseRegistration: () => "/activation/effacer",
  registrationErased: () => "/activation/effacee",
  confirmContactEmailLink: (secret: string) => `/adresse-de-contact/${secret}`,
  confirmContactEmail: () => "/adresse-de-contact",
  contactEmailConfirmed: () => "/adresse-de-contact/confirmee",
  publicStructures: () => "/structures-publiques",
  portalHome: (welcome?: Welcome) => (welcome ? `/accueil?bienvenue=${welcome}` : "/accueil"),
  workspace: (code: WorkspaceCode) => `/espaces/${slugOf(code)}`,
  myAccount: () => "/mon-compte",
  ownDetails: () => "/mon-compte/informations",
  security: () => "/mon-compte/securite",
  changePassword: () => "/mon-compte/mot-de-passe",
  changeSecretQuestion: () => "/mon-compte/question-secrete",
  changeLoginEmail: () => "/mon-compte/adresse-de-connexion",
  secondFactor: (returnTo?: string) =>
    `/mon-compte/double-authentification${returnTo ? `?suite=${encodeURIComponent(returnTo)}` : ""}`,
  totpEnrolment: () => "/mon-compte/double-authentification/application",
  passkeyEnrolment: () => "/mon-compte/double-authentification/cle",
  newPasskeyQuestion: () => "/mon-compte/double-authentification/cle/question",
  recoveryCodes: () => "/mon-compte/double-authentification/codes",
  recoveryCodesFile: () => "/mon-compte/double-authentification/codes/fichier",
  forgetRecoveryCodes: () => "/mon-compte/double-authentification/codes/oubli",
  ownSessions: () => "/mon-compte/sessions",
  ownDocuments: () => "/mon-compte/documents",
  addOwnDocument: () => "/mon-compte/documents/ajout",
  ownDocument: (documentId: string) => `/mon-compte/documents/${documentId}`,
  ownData: () => "/mon-compte/donnees",
  exportOwnData: () => "/mon-compte/donnees/export",
  deactivateAccount: () => "/mon-compte/desactivation",
  requestAttachment: () => "/mon-compte/rattachements/nouveau",
  ownAttachment: (attachmentId: string) => `/mon-compte/rattachements/${attachmentId}`,
  requestSubscription: () => "/mon-compte/abonnements/nouveau",
  ownSubscription: (subscriptionId: string) => `/mon-compte/abonnements/${subscriptionId}`,
  ownRequests: () => "/mon-compte/demandes",
  invitations: () => "/invitations",
  newStructure: () => "/structures/nouvelle",
  structure: (id: string) => `/structures/${id}`,
  changeIdentifier: (id: string) => `/structures/${id}/identifiant`,
  deactivateStructure: (id: string) => `/structures/${id}/desactivation`,
  departments: (id: string) => `/structures/${id}/services`,
  newDepartment: (id: string) => `/structures/${id}/services/nouveau`,
  department: (id: string, departmentId: string) => `/structures/${id}/services/${departmentId}`,
  structureWorkspaces: (id: string) => `/structures/${id}/espaces`,
  members: (id: string) => `/structures/${id}/utilisateurs`,
  member: (id: string, attachmentId: string) => `/structures/${id}/utilisateurs/${attachmentId}`,
  selectedMembers: (id: string) => `/structures/${id}/utilisateurs/selection`,
  exportMembers: (id: string) => `/structures/${id}/utilisateurs/export`,
  transferManagement: (id: string) => `/structures/${id}/transfert`,
  structureInvitations: (id: string) => `/structures/${id}/invitations`,
  newInvitation: (id: string) => `/structures/${id}/invitations/nouvelle`,
  importInvitations: (id: string) => `/structures/${id}/invitations/import`,
  readInvitationFile: (id: string) => `/structures/${id}/invitations/import/fichier`,
  invitationModel: (id: string) => `/structures/${id}/invitations/import/modele`,
  documents: (id: string) => `/structures/${id}/documents`,
  addDocument: (id: string) => `/structures/${id}/documents/ajout`,
  document: (id: string, documentId: string) => `/structures/${id}/documents/${documentId}`,
  bankDetails: (id: string) => `/structures/${id}/coordonnees-bancaires`,
  mandates: (id: string) => `/structures/${id}/mandats`,
  newMandate: (id: string) => `/structures/${id}/mandats/nouveau`,
  exportMandates: (id: string) => `/structures/${id}/mandats/export`,
  mandate: (id: string, mandateId: string) => `/structures/${id}/mandats/${mandateId}`,
  desk: () => "/gestionnaire",
  deskStructures: () => "/gestionnaire/structures",
  deskMembers: () => "/gestionnaire/utilisateurs",
  exportDeskMembers: () => "/gestionnaire/utilisateurs/export",
  deskHistory: () => "/gestionnaire/historique",
  attachmentRequest: (attachmentId: string) => `/gestionnaire/demandes/${attachmentId}`,
  subscriptionRequest: (subscriptionId: string) => `/gestionnaire/abonnements/${subscriptionId}`,
  selectedAttachmentRequests: () => "/gestionnaire/demandes/selection",
  selectedSubscriptionRequests: () => "/gestionnaire/abonnements/selection",
  operation: (operationId: string) => `/operations/${operationId}`,
  operationProgress: (operationId: string) => `/operations/${operationId}/avancement`,
  operationReport: (operationId: string) => `/operations/${operationId}/rapport`,
  administration: () => "/admin",
  adminAccounts: () => "/admin/comptes",
  adminAccount: (accountId: string) => `/admin/comptes/${accountId}`,
  adminRegistration: (registrationId: string) => `/admin/inscriptions/${registrationId}`,
  adminRequests: () => "/admin/rattachements",
  adminRequest: (attachmentId: string) => `/admin/rattachements/${attachmentId}`,
  adminAppointments: () => "/admin/nominations",
  adminAppointment: (appointmentId: string) => `/admin/nominations/${appointmentId}`,
  adminMails: () => "/admin/courriels",
  adminMail: (messageId: string) => `/admin/courriels/${messageId}`,
  siteMap: () => "/plan-du-site",
  legalNotice: () => "/mentions-legales",
  privacy: () => "/donnees-personnelles",
  accessibility: () => "/accessibilite",
  terms: () => "/conditions-generales",
  releaseNotes: () => "/notes-de-version",
  technicalAccount: (id: string) => `/structures/${id}/utilisateur-technique`,
  newTechnicalAccount: (id: string) => `/structures/${id}/utilisateur-technique/nouveau`,
  renewTechnicalSecret: (id: string) => `/structures/${id}/utilisateur-technique/reinitialisation`,
  technicalSecret: (id: string) => `/structures/${id}/utilisateur-technique/recapitulatif`,
  exportTechnicalSecret: (id: string) => `/structures/${id}/utilisateur-technique/recapitulatif/export`,
  apiGuide: () => "/documentation-api",
  apiReference: () => "/documentation-api/reference",
  apiToken: () => "/api/oauth/token",
  openApi: () => "/api/v1/openapi.json",
  busy: (from?: string) => (from ? `/service-occupe?depuis=${encodeURIComponent(from)}` : "/service-occupe"),
  busyStyle: () => "/service-occupe/style.css",
  demoMails: () => "/demo/courriels",
  deliverOutbox: () => "/api/outbox",
  upkeep: () => "/api/upkeep",
  securityContact: () => "/.well-known/security.txt",
};

/** What S-09 greets a person with right after the activation (R-403, R-320). */
export const welcomes = ["attached", "waiting", "unattached", "taken-by-another", "inactive"] as const;
export type Welcome = (typeof welcomes)[number];

const signUpSteps = {
  person: "/inscription",
  organisation: "/inscription/organisation",
  workspaces: "/inscription/espaces",
  verification: "/inscription/verification",
  recap: "/inscription/recapitulatif",
} as const;

/** A page of the registration wizard. */
export type SignUpStep = keyof typeof signUpSteps;

const forgottenPasswordSteps = {
  address: "/mot-de-passe-oublie",
  question: "/mot-de-passe-oublie/question",
  sent: "/mot-de-passe-oublie/envoye",
} as const;

/** A page of S-06 (R-430). */
export type ForgottenPasswordStep = keyof typeof forgottenPasswordSteps;

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Where one may be sent back to after signing in: pages of ours, never an action or a mailed link (SEC-08). */
const returnPaths = [
  /^\/$/,
  /^\/accueil$/,
  /^\/mon-compte(\/[a-z-]{1,30}){0,2}$/,
  new RegExp(`^/mon-compte/[a-z]{1,20}/${uuid}$`),
  /^\/invitations$/,
  /^\/gestionnaire(\/[a-z]{1,20}){0,2}$/,
  new RegExp(`^/gestionnaire/[a-z]{1,20}/${uuid}$`),
  /^\/structures\/nouvelle$/,
  new RegExp(`^/structures/${uuid}(/[a-z-]{1,30}){0,2}$`),
  new RegExp(`^/structures/${uuid}/[a-z-]{1,30}/${uuid}$`),
  new RegExp(`^/operations/${uuid}$`),
  /^\/espaces\/[a-z-]{1,40}$/,
  /^\/admin(\/[a-z]{1,20})?$/,
  new RegExp(`^/admin/[a-z]{1,20}/${uuid}$`),
  /^\/structures-publiques$/,
  /^\/documentation-api(\/reference)?$/,
  /^\/(plan-du-site|mentions-legales|donnees-personnelles|accessibilite|conditions-generales|notes-de-version)$/,
  /^\/mot-de-passe-oublie(\/[a-z]{1,20})?$/,
  /^\/connexion$/,
  /^\/inscription(\/[a-z]{1,20})?$/,
  /^\/renvoi-activation$/,
];

/** The known relative path in `wanted`, with its query, or null: a foreign, odd or encoded address never passes. */
export function safeReturnPath(wanted: string | null | undefined): string | null {
  if (!wanted || wanted.length > 500) return null;
  const match = /^(\/[a-z0-9/-]*)(\?[\w=&.%+-]*)?$/i.exec(wanted);
  const path = match?.[1];
  if (!path || path.includes("//") || !returnPaths.some((known) => known.test(path))) return null;
  return wanted;
}

/** What the middleware expects of a cookie's claims before it lets a browser through (R-423): a courtesy, never a lock. */
export function gateOf(path: string): "signed-in" | "attached" | "manager" | "administrator" | null {
  if (/^\/espaces(\/|$)/.test(path)) return "attached";
  if (/^\/gestionnaire(\/|$)/.test(path)) return "manager";
  if (/^\/admin(\/|$)/.test(path)) return "administrator";
  if (/^\/(accueil|mon-compte|structures|invitations|operations)(\/|$)/.test(path)) return "signed-in";
  return null;
}
