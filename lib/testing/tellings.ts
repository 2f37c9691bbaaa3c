import type { Message } from "@/lib/outbox/message";
import { accountTellings, otherAccountTellings } from "./account-tellings";
import { attachmentTellings, otherAttachmentTellings } from "./attachment-tellings";
import { departureTellings, otherDepartureTellings } from "./departure-tellings";
import { otherStructureTellings, structureTellings } from "./structure-tellings";
import type { Tell } from "./telling";

/** Each mail with what it tells of, as a person meets it: Camille reads it. The compiler asks for every kind. */
export const tellings: Record<Message["kind"], Tell> = {
  ...accountTellings,
  ...departureTellings,
  ...attachmentTellings,
  ...structureTellings,
};

/** The same kinds, in the other cases they tell of. */
export const otherTellings: Record<string, Tell> = {
  ...otherAccountTellings,
  ...otherDepartureTellings,
  ...otherAttachmentTellings,
  ...otherStructureTellings,
};

/** Every case there is, by its name. */
export const everyTelling: Record<string, Tell> = { ...tellings, ...otherTellings };

/** The case of that name. */
export function telling(name: string): Tell {
  const found = everyTelling[name];
  if (!found) throw new Error(`no telling is called ${name}`);
  return found;
}
