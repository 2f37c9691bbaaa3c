import activation from "./en/activation.json";
import demo from "./en/demo.json";
import errors from "./en/errors.json";
import forms from "./en/forms.json";
import frame from "./en/frame.json";
import home from "./en/home.json";
import mails from "./en/mails.json";
import messages from "./en/messages.json";
import organisations from "./en/organisations.json";
import passwords from "./en/passwords.json";
import portal from "./en/portal.json";
import publicStructures from "./en/public-structures.json";
import signIn from "./en/sign-in.json";
import signUp from "./en/sign-up.json";
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
};
