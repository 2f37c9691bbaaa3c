import type { Language } from "@/lib/i18n/language";

/** What a release lets people do, in their words (note de version). */
export interface Release {
  version: string;
  /** The day it came, `2026-11-21`. */
  on: string;
  notes: Record<Language, string[]>;
}

/** The releases, the newest first: each change that a person notices gets its line here, in both languages. */
export const releaseNotes: Release[] = [
  {
    version: "0.4",
    on: "2026-11-21",
    notes: {
      fr: [
        "Gestionnaires principaux : créer un utilisateur technique pour qu'un logiciel agisse pour votre structure, limiter ce qu'il peut faire, changer son mot de passe sans interruption.",
        "Une API REST, sa référence et son document OpenAPI ; un logiciel écrit pour l'interface d'origine fonctionne en changeant deux adresses.",
        "Un guide d'intégration : une première réponse en trois commandes.",
        "Un courriel prévient 15 jours et 3 jours avant l'expiration du mot de passe de l'utilisateur technique.",
      ],
      en: [
        "Primary managers: create a technical user so that software acts for your structure, limit what it may do, change its password without an interruption.",
        "A REST API with its reference and its OpenAPI document; software written for the original interface works by changing two addresses.",
        "A guide for integrators: a first answer in three commands.",
        "An email warns 15 days and 3 days before the password of the technical user expires.",
      ],
    },
  },
  {
    version: "0.3",
    on: "2026-11-21",
    notes: {
      fr: [
        "Mot de passe oublié : vous en choisissez un nouveau par un lien reçu à votre adresse de connexion.",
        "Vos informations, votre adresse de contact, votre adresse de connexion, votre mot de passe et votre question secrète se modifient depuis « Mon compte ».",
        "Vous voyez les sessions ouvertes et fermez celles que vous ne reconnaissez pas. Une connexion depuis un nouvel appareil vous est signalée par courriel.",
        "Double authentification, au choix : application, clé d'accès et codes de secours.",
        "Vous pouvez désactiver votre compte et le retrouver, télécharger vos données et demander leur effacement.",
        "Sur demande, un récapitulatif quotidien ou hebdomadaire de votre activité arrive par courriel.",
        "Mentions légales, données personnelles, accessibilité, conditions générales et plan du site sont accessibles au bas de chaque page.",
      ],
      en: [
        "Forgotten password: you choose a new one by a link received at your sign-in address.",
        "Your details, contact address, sign-in address, password and secret question can be changed from “My account”.",
        "You see the open sessions and close those that you do not recognise. A sign-in from a new device is reported to you by email.",
        "Two-step sign-in, as you like: an app, a passkey and recovery codes.",
        "You can deactivate your account and get it back, download your data and ask for its erasure.",
        "On request, a daily or weekly summary of your activity arrives by email.",
        "Legal notice, personal data, accessibility, terms of use and site map stand at the bottom of each page.",
      ],
    },
  },
  {
    version: "0.2",
    on: "2026-11-21",
    notes: {
      fr: [
        "Demander un rattachement à une structure, ajouter un abonnement à un espace et suivre ses demandes.",
        "Gestionnaires : valider ou refuser les demandes, une à une ou par lot, inviter des collègues, suspendre, réactiver ou détacher un utilisateur, dupliquer ses droits.",
        "Tenir la fiche d'une structure : services, espaces, pièces jointes, coordonnées bancaires, mandats de facturation, changement d'identifiant.",
        "Transmettre le rôle de gestionnaire principal, et relire l'historique des actions.",
      ],
      en: [
        "Ask to be attached to a structure, add a subscription to a workspace and follow your requests.",
        "Managers: approve or refuse requests, one by one or many at once, invite colleagues, suspend, reactivate or detach a user, duplicate rights.",
        "Keep the sheet of a structure: departments, workspaces, files, bank details, invoicing mandates, change of identifier.",
        "Pass on the role of primary manager, and read the history of actions.",
      ],
    },
  },
  {
    version: "0.1",
    on: "2026-11-21",
    notes: {
      fr: [
        "Créer un compte en quatre étapes, avec ou sans numéro de SIRET, et l'activer par le lien reçu par courriel.",
        "Créer sa structure à l'inscription, ou demander à rejoindre celle qui existe déjà.",
        "Se connecter, retrouver ses espaces et le fil des événements de ses structures.",
        "Rechercher une structure publique et ce qu'elle demande sur une facture.",
        "Tout le portail en français et en anglais.",
      ],
      en: [
        "Create an account in four steps, with or without a SIRET number, and activate it by the link received by email.",
        "Create your structure when you register, or ask to join the one that exists already.",
        "Sign in, find your workspaces and the event feed of your structures.",
        "Search for a public body and what it requires on an invoice.",
        "The whole portal in French and in English.",
      ],
    },
  },
];
