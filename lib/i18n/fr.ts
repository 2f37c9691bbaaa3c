import account from "./fr/account.json";
import activation from "./fr/activation.json";
import adminQueue from "./fr/admin-queue.json";
import administration from "./fr/administration.json";
import api from "./fr/api.json";
import apiGuide from "./fr/api-guide.json";
import demo from "./fr/demo.json";
import departments from "./fr/departments.json";
import departure from "./fr/departure.json";
import desk from "./fr/desk.json";
import documents from "./fr/documents.json";
import errors from "./fr/errors.json";
import failure from "./fr/failure.json";
import forms from "./fr/forms.json";
import frame from "./fr/frame.json";
import home from "./fr/home.json";
import invitations from "./fr/invitations.json";
import legal from "./fr/legal.json";
import mails from "./fr/mails.json";
import mandates from "./fr/mandates.json";
import members from "./fr/members.json";
import messages from "./fr/messages.json";
import operations from "./fr/operations.json";
import organisations from "./fr/organisations.json";
import passwords from "./fr/passwords.json";
import portal from "./fr/portal.json";
import publicStructures from "./fr/public-structures.json";
import recovery from "./fr/recovery.json";
import requests from "./fr/requests.json";
import secondFactor from "./fr/second-factor.json";
import sessions from "./fr/sessions.json";
import sheet from "./fr/sheet.json";
import signIn from "./fr/sign-in.json";
import signUp from "./fr/sign-up.json";
import subscriptions from "./fr/subscriptions.json";
import technical from "./fr/technical.json";

/** Every sentence a person reads, one file a part of the portal. French is the reference (R-1209). */
export const fr = {
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

/** The shape of a complete catalogue. */
export type Catalogue = typeof fr;
