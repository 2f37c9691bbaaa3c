import { z } from "zod";
import { findDepartments } from "@/lib/structure/find-departments";
import { permitForCaller } from "@/lib/technical-account/api-caller";
import { defineEndpoint, id, pageOf, pageQuery, shownId } from "../endpoint";
import { numberedPage } from "../numbered-page";

/**
 * `GET /structures/{structureId}/departments`: by code, the default one first. Pages are numbered: a
 * department added or removed meanwhile moves the following ones by a line.
 */
export const listDepartments = defineEndpoint({
  id: "listDepartments",
  method: "GET",
  path: "/structures/{structureId}/departments",
  tag: "structures",
  params: z.strictObject({ structureId: id.meta({ say: "structurePath" }) }),
  query: z.strictObject(pageQuery),
  body: null,
  answer: pageOf(
    z
      .object({
        id: shownId.nullable().meta({ say: "departmentId" }),
        code: z.string().nullable(),
        name: z.string().nullable(),
        validFrom: z.iso.date().nullable(),
        validUntil: z.iso.date().nullable(),
        state: z.enum(["current", "upcoming", "closed"]),
      })
      .meta({ id: "Department" }),
  ),
  errors: ["not-found"],
  decides: false,
  example: {
    answer: {
      items: [
        { id: null, code: null, name: null, validFrom: null, validUntil: null, state: "current" },
        {
          id: "0b6f2f0e-3a3c-4c0f-8f3e-8a1d8f6b2c44",
          code: "ACHATS",
          name: "Service des achats",
          validFrom: "2026-01-01",
          validUntil: null,
          state: "current",
        },
      ],
      nextCursor: null,
    },
  },
  async handle(ctx, caller, { params: { structureId }, query: { cursor, limit } }) {
    const permit = permitForCaller(caller, structureId, "view-sheet");
    if (!permit) return { kind: "problem", problem: "not-found" };
    const scope = {
      technicalAccountId: caller.technicalAccountId,
      endpoint: "listDepartments",
      filter: [structureId, limit],
    };
    return numberedPage(ctx, scope, {
      cursor,
      limit,
      find: async (page) => {
        const view = { query: "", sort: "code", descending: false, page, pageSize: limit } as const;
        const { total, departments } = await findDepartments(ctx, permit, view);
        return { total, items: departments };
      },
    });
  },
});
