import type { Env } from "@/lib/platform/env";

/** The absolute addresses that mails lead to: always on the configured base address, never on a request's (SEC-09). */
export function mailLinks({ APP_URL }: Pick<Env, "APP_URL">) {
  const at = (path: string) => new URL(path, APP_URL).href;
  return {
    activation: (secret: string) => at(`/activation/${secret}`),
    contactEmailConfirmation: (secret: string) => at(`/adresse-de-contact/${secret}`),
    signIn: () => at("/connexion"),
    signUp: () => at("/inscription"),
    portalHome: () => at("/accueil"),
    invitations: () => at("/invitations"),
    requestAttachment: () => at("/mon-compte/rattachements/nouveau"),
    ownRequests: () => at("/mon-compte/demandes"),
    structure: (id: string) => at(`/structures/${id}`),
    desk: () => at("/gestionnaire"),
    attachmentRequest: (attachmentId: string) => at(`/gestionnaire/demandes/${attachmentId}`),
    subscriptionRequest: (subscriptionId: string) => at(`/gestionnaire/abonnements/${subscriptionId}`),
  };
}
