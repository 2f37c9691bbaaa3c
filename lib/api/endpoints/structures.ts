import { z } from "zod";
import { identifierType, sector, structureStatus } from "@/drizzle/schema/structure";
import { findSheet } from "@/lib/structure/find-sheet";
import { publicBodySettings, sheetSwitches } from "@/lib/structure/sheet";
import { permitForCaller } from "@/lib/technical-account/api-caller";
import { cursorPage, cutPage } from "../cursor-page";
import { defineEndpoint, id, nothing, pageOf, pageQuery, shownId } from "../endpoint";

/** What every answer says of a structure. */
const structure = z
  .object({
    id: shownId,
    identifierType: z.enum(identifierType.enumValues),
    identifier: z.string().meta({ say: "identifier" }),
    legalName: z.string(),
    label: z.string().nullable().meta({ say: "label" }),
    sector: z.enum(sector.enumValues),
    status: z.enum(structureStatus.enumValues),
  })
  .meta({ id: "Structure" });

const structureExample = {
  id: "6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11",
  identifierType: "SIRET",
  identifier: "82161143100015",
  legalName: "MENUISERIE LEFEVRE",
  label: null,
  sector: "private",
  status: "active",
} as const;

/** `GET /structures`: what the account acts for, by id, so that a page does not move when a name changes. */
export const listStructures = defineEndpoint({
  id: "listStructures",
  method: "GET",
  path: "/structures",
  tag: "structures",
  params: nothing,
  query: z.strictObject(pageQuery),
  body: null,
  answer: pageOf(structure),
  errors: [],
  decides: false,
  example: { answer: { items: [structureExample], nextCursor: null } },
  async handle(ctx, { technicalAccountId, actor }, { query: { cursor, limit } }) {
    const scope = { technicalAccountId, endpoint: "listStructures", filter: [] };
    return cursorPage(ctx, scope, {
      cursor,
      position: z.uuid(),
      find: async (after) => {
        const left = actor.attachments
          .map(({ structureId, structureStatus: status, ...own }) => ({ ...own, id: structureId, status }))
          .filter(({ id }) => after === null || id > after)
          .toSorted((one, other) => (one.id < other.id ? -1 : 1));
        return cutPage(left, limit, ({ id }) => id);
      },
    });
  },
});

const switches = Object.fromEntries(
  [...sheetSwitches, ...publicBodySettings].map((name) => [name, z.boolean()]),
) as Record<(typeof sheetSwitches)[number] | (typeof publicBodySettings)[number], z.ZodBoolean>;

/** `GET /structures/{structureId}`: the sheet, as its managers read it. */
export const readStructure = defineEndpoint({
  id: "readStructure",
  method: "GET",
  path: "/structures/{structureId}",
  tag: "structures",
  params: z.strictObject({ structureId: id.meta({ say: "structurePath" }) }),
  query: nothing,
  body: null,
  answer: structure
    .extend({
      email: z.string().nullable(),
      phone: z.string().nullable(),
      tradeRegisterNumber: z.string().nullable(),
      vatNumber: z.string().nullable(),
      address: z.object({
        line1: z.string(),
        line2: z.string().nullable(),
        line3: z.string().nullable(),
        postcode: z.string().nullable(),
        city: z.string(),
        country: z.string().meta({ say: "country" }),
      }),
      settings: z.object(switches).meta({ say: "settings" }),
    })
    .meta({ id: "Sheet" }),
  errors: ["not-found"],
  decides: false,
  example: {
    answer: {
      ...structureExample,
      email: null,
      phone: null,
      tradeRegisterNumber: null,
      vatNumber: "FR23821611431",
      address: {
        line1: "12 rue des Lilas",
        line2: null,
        line3: null,
        postcode: "35000",
        city: "Rennes",
        country: "FR",
      },
      settings: {
        issuesEdi: false,
        receivesLifeCycleByEdi: false,
        connectionRequested: false,
        farmAccountingCentre: false,
        departmentCodeRequired: false,
        commitmentNumberRequired: false,
        commitmentOrDepartmentRequired: false,
        paymentStatusNotReported: false,
        contractingAuthority: false,
      },
    },
  },
  async handle(ctx, caller, { params: { structureId } }) {
    const permit = permitForCaller(caller, structureId, "view-sheet");
    const sheet = permit && (await findSheet(ctx, permit));
    const own = caller.actor.attachments.find((attachment) => attachment.structureId === structureId);
    if (!sheet || !own) return { kind: "problem", problem: "not-found" };
    const { addressLine1: line1, addressLine2: line2, addressLine3: line3, postcode, city, country } = sheet;
    return {
      kind: "answer",
      body: {
        ...sheet,
        // The sheet has it in groups, for the eye.
        identifier: own.identifier,
        address: { line1, line2, line3, postcode, city, country },
        settings: sheet,
      },
    };
  },
});
