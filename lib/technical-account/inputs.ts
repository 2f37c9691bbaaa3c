import { z } from "zod";
import { passwordAgainField } from "@/lib/account/inputs";
import type { MessageId } from "@/lib/i18n/language";
import { tickedIds } from "@/lib/platform/ticked-ids";
import { toldTogether } from "@/lib/platform/told-together";

const say = (id: MessageId) => id;

const limits = {
  access: z.enum(["write", "read"], say("M-01")).default("write"),
  /** All that the manager manages, or a list of it. A manager of one structure is not asked. */
  reach: z.enum(["all", "listed"], say("M-01")).default("all"),
  structureIds: tickedIds(500).transform((ids) => [...new Set(ids)]),
};

const aStructure = { structureId: z.uuid(), password: passwordAgainField };

/** S-15, and the change of what it set: reading or deciding too, for all structures or a list of them (R-1002). */
export const technicalAccountInput = toldTogether(
  z
    .strictObject({ ...aStructure, ...limits })
    .refine(({ reach, structureIds }) => reach === "all" || structureIds.length > 0, {
      path: ["structureIds"],
      error: say("M-01"),
    })
    .transform(({ access, reach, structureIds, ...rest }) => ({
      ...rest,
      readOnly: access === "read",
      only: reach === "listed" ? structureIds : null,
    })),
  "password",
);

/** The reset (R-1007): the old password dies at once, or is kept until the end of a day. */
export const technicalRenewalInput = toldTogether(
  z
    .strictObject({
      ...aStructure,
      overlap: z.enum(["none", "until"], say("M-01")).default("none"),
      keepUntil: z
        .string()
        .default("")
        .refine((text) => text === "" || z.iso.date().safeParse(text).success, say("M-16-date")),
    })
    .refine(({ overlap, keepUntil }) => overlap === "none" || keepUntil !== "", {
      path: ["keepUntil"],
      error: say("M-01"),
    })
    .transform(({ overlap, keepUntil, ...rest }) => ({ ...rest, keepUntil: overlap === "until" ? keepUntil : null })),
  "password",
);

/** The deletion, answered with yes (R-1009). */
export const technicalDeletionInput = z.strictObject(aStructure);

/** What the browser keeps between the act and S-16 (R-1006): which row, and the key that opens it. */
export const secretTicketInput = z.strictObject({ id: z.uuid(), key: z.string().regex(/^[\w-]{43}$/) });

export type SecretTicket = z.output<typeof secretTicketInput>;
