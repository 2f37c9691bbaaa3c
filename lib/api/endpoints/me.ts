import { z } from "zod";
import { defineEndpoint, nothing, shownId, shownMoment } from "../endpoint";

/** The technical account itself (R-1002, R-1008): what a client asks first. */
export const me = defineEndpoint({
  id: "me",
  method: "GET",
  path: "/me",
  tag: "account",
  params: nothing,
  query: nothing,
  body: null,
  answer: z.object({
    login: z.string().meta({ say: "login" }),
    structureId: shownId.meta({ say: "ownStructure" }),
    readOnly: z.boolean().meta({ say: "readOnly" }),
    passwordExpiresAt: shownMoment.meta({ say: "passwordExpiresAt" }),
    structureIds: z.array(shownId).meta({ say: "structureIds" }),
  }),
  errors: [],
  decides: false,
  example: {
    answer: {
      login: "TECH_082161143100015@api.attache.example",
      structureId: "6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11",
      readOnly: false,
      passwordExpiresAt: "2027-02-28T09:21:23.000Z",
      structureIds: ["6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11"],
    },
  },
  async handle(_ctx, { login, structureId, readOnly, secretExpiresAt, actor }) {
    const structureIds = actor.attachments.map((attachment) => attachment.structureId).sort();
    return {
      kind: "answer",
      body: { login, structureId, readOnly, passwordExpiresAt: secretExpiresAt.toISOString(), structureIds },
    };
  },
});
