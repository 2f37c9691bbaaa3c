import { z } from "zod";
import { identifierType } from "@/drizzle/schema/structure";
import { plainText } from "@/lib/platform/plain-text";
import { SHORTEST_SEARCH } from "@/lib/structure/find-public-structures";
import { cursorPage } from "../cursor-page";
import { defineEndpoint, nothing, pageOf, pageQuery, shownId } from "../endpoint";
import { findPublicStructuresAfter, publicPosition } from "../find-public-structures-after";

/** `GET /public-structures?query=`: S-17, whom to invoice and what they require, by designation. */
export const searchPublicStructures = defineEndpoint({
  id: "searchPublicStructures",
  method: "GET",
  path: "/public-structures",
  tag: "publicStructures",
  params: nothing,
  query: z.strictObject({
    ...pageQuery,
    query: plainText(200)
      .pipe(z.string().min(SHORTEST_SEARCH))
      .meta({ say: "publicQuery", type: "string", minLength: SHORTEST_SEARCH, maxLength: 200 }),
  }),
  body: null,
  answer: pageOf(
    z
      .object({
        id: shownId,
        identifierType: z.enum(identifierType.enumValues),
        identifier: z.string(),
        designation: z.string(),
        city: z.string(),
        requires: z.object({
          departmentCode: z.boolean(),
          commitmentNumber: z.boolean(),
          commitmentOrDepartment: z.boolean(),
        }),
        departments: z.array(z.object({ code: z.string(), name: z.string() })).meta({ say: "activeDepartments" }),
      })
      .meta({ id: "PublicStructure" }),
  ),
  errors: [],
  decides: false,
  example: {
    query: "query=rennes",
    answer: {
      items: [
        {
          id: "2d4b7f9e-86c5-4d1a-a2d4-7c9a4e1f0b33",
          identifierType: "SIRET",
          identifier: "21350238800019",
          designation: "COMMUNE DE RENNES",
          city: "RENNES",
          requires: { departmentCode: true, commitmentNumber: false, commitmentOrDepartment: false },
          departments: [{ code: "ACHATS", name: "Service des achats" }],
        },
      ],
      nextCursor: null,
    },
  },
  async handle(ctx, { technicalAccountId }, { query: { cursor, limit, query } }) {
    const scope = { technicalAccountId, endpoint: "searchPublicStructures", filter: [query] };
    return cursorPage(ctx, scope, {
      cursor,
      position: publicPosition,
      find: (after) => findPublicStructuresAfter(ctx, { query, after, limit }),
    });
  },
});
