import type { Env } from "@/lib/platform/env";

/** The absolute addresses that mails lead to: always on the configured base address, never on a request's (SEC-09). */
export function mailLinks({ APP_URL }: Pick<Env, "APP_URL">) {
  const at = (path: string) => new URL(path, APP_URL).href;
  return {
    activation: (secret: string) => at(`/activation/${secret}`),
    contactEmailConfirmation: (secret: string) => at(`/adresse-de-contact/${secret}`),
    newPassword: (secret: string) => at(`/nouveau-mot-de-passe/${secret}`),
    forgottenPassword: () => at("/mot-de-passe-oublie"),
    reactivation: (secret: string) => at(`/reactivation/${secret}`),
    loginEmailChange: (secret: string) => at(`/adresse-de-connexion/${secret}`),
    ownSessions: () => at("/mon-compte/sessions"),
    security: () => at("/mon-compte/securite"),
    ownDetails: () => at("/mon-compte/informations"),
    changeIdentifier: (id: string) => at(`/structures/${id}/identifiant`),
    adminRequests: () => at("/admin/rattachements"),
    adminAppointments: () => at("/admin/nominations"),
    signIn: () => at("/connexion"),
    signUp: () => at("/inscription"),
    portalHome: () => at("/accueil"),
    invitations: () => at("/invitations"),
    requestAttachment: () => at("/mon-compte/rattachements/nouveau"),
    ownRequests: () => at("/mon-compte/demandes"),
    technicalAccount: (structureId: string) => at(`/structures/${structureId}/utilisateur-technique`),
    structure: (id: string) => at(`/structures/${id}`),
    desk: () => at("/gestionnaire"),
    attachmentRequest: (attachmentId: string) => at(`/gestionnaire/demandes/${attachmentId}`),
    subscriptionRequest: (subscriptionId: string) => at(`/gestionnaire/abonnements/${subscriptionId}`),
  };
}
