import { z } from "zod";
import { role } from "@/drizzle/schema/attachment";
import { plainText } from "@/lib/platform/plain-text";
import { permitForCaller } from "@/lib/technical-account/api-caller";
import { cursorPage } from "../cursor-page";
import { defineEndpoint, id, pageOf, pageQuery, shownId, shownMoment } from "../endpoint";
import { findMembersAfter, memberPosition } from "../find-members-after";

const status = z.enum(["approved", "suspended"]);

/** `GET /structures/{structureId}/members`: the attached users as a manager sees them (R-830, SEC-63), by name. */
export const listMembers = defineEndpoint({
  id: "listMembers",
  method: "GET",
  path: "/structures/{structureId}/members",
  tag: "structures",
  params: z.strictObject({ structureId: id.meta({ say: "structurePath" }) }),
  query: z.strictObject({
    ...pageQuery,
    query: plainText(200).optional().meta({ say: "memberQuery", type: "string", minLength: 1, maxLength: 200 }),
    status: status.optional().meta({ say: "memberStatus" }),
  }),
  body: null,
  answer: pageOf(
    z
      .object({
        attachmentId: shownId,
        givenName: z.string(),
        familyName: z.string(),
        contactEmail: z.string().nullable(),
        role: z.enum(role.enumValues),
        status,
        isAccountActive: z.boolean().meta({ say: "isAccountActive" }),
        reactivateOn: z.iso.date().nullable().meta({ say: "reactivateOn" }),
        lastSignInAt: shownMoment.nullable(),
      })
      .meta({ id: "Member" }),
  ),
  errors: ["not-found"],
  decides: false,
  example: {
    query: "status=approved&limit=50",
    answer: {
      items: [
        {
          attachmentId: "b9a9f8a2-5a0f-4c0b-9f5b-2f6f2c1d7e90",
          givenName: "Camille",
          familyName: "Martin",
          contactEmail: "camille.martin@example.org",
          role: "primary-manager",
          status: "approved",
          isAccountActive: true,
          reactivateOn: null,
          lastSignInAt: "2026-11-20T08:12:45.000Z",
        },
      ],
      nextCursor: null,
    },
  },
  async handle(
    ctx,
    caller,
    { params: { structureId }, query: { cursor, limit, query: text = "", status: only = null } },
  ) {
    const permit = permitForCaller(caller, structureId, "view-sheet");
    if (!permit) return { kind: "problem", problem: "not-found" };
    const filter = [structureId, text, only];
    const scope = { technicalAccountId: caller.technicalAccountId, endpoint: "listMembers", filter };
    return cursorPage(ctx, scope, {
      cursor,
      position: memberPosition,
      find: async (after) => {
        const { lines, next } = await findMembersAfter(ctx, permit, { text, status: only, after, limit });
        const shown = lines.map(({ lastSignInAt, ...line }) => ({
          ...line,
          lastSignInAt: lastSignInAt?.toISOString() ?? null,
        }));
        return { lines: shown, next };
      },
    });
  },
});
