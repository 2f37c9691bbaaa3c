import { z } from "zod";
import { currentPasswordField } from "@/lib/account/inputs";
import type { MessageId } from "@/lib/i18n/language";
import { tickedIds } from "@/lib/platform/ticked-ids";
import { accessFields, grantsOf } from "./access-fields";

const say = (id: MessageId) => id;
/** The most that a page of the table can have ticked. */
const MAX_CHOSEN = 50;

const aMember = { structureId: z.uuid(), attachmentId: z.uuid() };

/** A day of a date field, or none. */
const optionalDay = z
  .string()
  .default("")
  .refine((text) => text === "" || z.iso.date().safeParse(text).success, say("M-16-date"))
  .transform((text) => (text === "" ? null : text));

/** A question about one person, answered with yes. */
export const memberActInput = z.strictObject(aMember);

/** "Désactiver", with or without "Date de réactivation". */
export const suspensionInput = z.strictObject({ ...aMember, reactivateOn: optionalDay });

/** "Modifier les droits": role, departments, one mode a workspace; a workspace that is not sent is not given. */
export const memberChangeInput = z
  .strictObject({
    ...aMember,
    role: z.enum(["member", "secondary-manager"], say("M-01")),
    departmentIds: tickedIds(500),
    ...accessFields,
  })
  .transform(({ structureId, attachmentId, role, departmentIds, ...choices }) => ({
    structureId,
    attachmentId,
    role,
    departmentIds,
    workspaces: grantsOf(choices),
  }));

/** Those who were ticked in the table. */
export const chosenIds = tickedIds(MAX_CHOSEN);

/** What can be done to several people at once, as the address names it. */
export const massActions = ["desactiver", "reactiver", "detacher", "dupliquer"] as const;
export type MassAction = (typeof massActions)[number];

/** The confirmation of a mass action. */
export const massActionInput = z.strictObject({
  structureId: z.uuid(),
  action: z.enum(massActions),
  rattachement: chosenIds,
  reactivateOn: optionalDay,
  /** From whom the permissions are copied. */
  modele: z.uuid().optional(),
});

/** The transfer of the main role, confirmed with the password. */
export const transferInput = z.strictObject({
  ...aMember,
  password: currentPasswordField,
});
