import { z } from "zod";
import { permitForCaller } from "@/lib/technical-account/api-caller";
import { cursorPage } from "../cursor-page";
import { defineEndpoint, id, pageOf, pageQuery, shownId } from "../endpoint";
import { departmentPosition, findDepartmentsAfter } from "../find-departments-after";

/** `GET /structures/{structureId}/departments`: by code, the default one first. */
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
    const { technicalAccountId } = caller;
    const scope = { technicalAccountId, endpoint: "listDepartments", filter: [structureId] };
    return cursorPage(ctx, scope, {
      cursor,
      position: departmentPosition,
      find: (after) => findDepartmentsAfter(ctx, permit, { after, limit }),
    });
  },
});
