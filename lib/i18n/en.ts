import account from "./en/account.json";
import activation from "./en/activation.json";
import adminQueue from "./en/admin-queue.json";
import administration from "./en/administration.json";
import api from "./en/api.json";
import apiGuide from "./en/api-guide.json";
import demo from "./en/demo.json";
import departments from "./en/departments.json";
import departure from "./en/departure.json";
import desk from "./en/desk.json";
import documents from "./en/documents.json";
import errors from "./en/errors.json";
import failure from "./en/failure.json";
import forms from "./en/forms.json";
import frame from "./en/frame.json";
import home from "./en/home.json";
import invitations from "./en/invitations.json";
import legal from "./en/legal.json";
import mails from "./en/mails.json";
import mandates from "./en/mandates.json";
import members from "./en/members.json";
import messages from "./en/messages.json";
import operations from "./en/operations.json";
import organisations from "./en/organisations.json";
import passwords from "./en/passwords.json";
import portal from "./en/portal.json";
import publicStructures from "./en/public-structures.json";
import recovery from "./en/recovery.json";
import requests from "./en/requests.json";
import secondFactor from "./en/second-factor.json";
import sessions from "./en/sessions.json";
import sheet from "./en/sheet.json";
import signIn from "./en/sign-in.json";
import signUp from "./en/sign-up.json";
import subscriptions from "./en/subscriptions.json";
import technical from "./en/technical.json";
import type { Catalogue } from "./fr";

/** The English catalogue: the compiler finds a missing sentence. */
export const en: Catalogue = {
  forms,
  frame,
  messages,
  home,
  signIn,
  signUp,
  activation,
  portal,
  publicStructures,
  mails,
  passwords,
  organisations,
  demo,
  errors,
  failure,
  desk,
  sheet,
  members,
  requests,
  subscriptions,
  technical,
  departments,
  documents,
  mandates,
  invitations,
  operations,
  sessions,
  secondFactor,
  departure,
  recovery,
  legal,
  adminQueue,
  administration,
  account,
  api,
  apiGuide,
};
