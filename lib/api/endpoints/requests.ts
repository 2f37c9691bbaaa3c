import { z } from "zod";
import { access } from "@/drizzle/schema/attachment";
import { workspaceCode } from "@/drizzle/schema/workspace";
import { attachmentRefusalInput } from "@/lib/attachment/decision-inputs";
import { COMMENT_LENGTH } from "@/lib/attachment/inputs";
import type { Context } from "@/lib/platform/context";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { type CursorPage, cursorPage } from "../cursor-page";
import { decideRequest } from "../decide-request";
import {
  defineEndpoint,
  type EndpointOutcome,
  id,
  nothing,
  pageOf,
  pageQuery,
  shownId,
  shownMoment,
} from "../endpoint";
import {
  findPendingAttachments,
  findPendingSubscriptions,
  type PendingSearch,
  type RequestPosition,
  requestPosition,
} from "../find-pending-requests";

const department = z.object({ id: shownId, code: z.string(), name: z.string() });
const pending = {
  id: shownId,
  structureId: shownId,
  requestedAt: shownMoment,
  comment: z.string().nullable(),
  requester: z.object({ givenName: z.string(), familyName: z.string(), contactEmail: z.string() }),
};
const pendingExample = {
  id: "b9a9f8a2-5a0f-4c0b-9f5b-2f6f2c1d7e90",
  structureId: "6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11",
  requestedAt: "2026-11-20T08:12:45.000Z",
  comment: null,
  requester: { givenName: "Alix", familyName: "Bernard", contactEmail: "alix.bernard@example.org" },
};
const departmentExample = { id: "0b6f2f0e-3a3c-4c0f-8f3e-8a1d8f6b2c44", code: "ACHATS", name: "Service des achats" };

const pendingQuery = z.strictObject({ ...pageQuery, structureId: id.optional().meta({ say: "structureFilter" }) });

/** `GET /attachment-requests`: what waits for a decision in S-13, oldest first. */
export const listAttachmentRequests = defineEndpoint({
  id: "listAttachmentRequests",
  method: "GET",
  path: "/attachment-requests",
  tag: "requests",
  params: nothing,
  query: pendingQuery,
  body: null,
  answer: pageOf(
    z
      .object({ ...pending, departments: z.array(department).meta({ say: "askedDepartments" }) })
      .meta({ id: "AttachmentRequest" }),
  ),
  errors: ["not-found"],
  decides: false,
  example: { answer: { items: [{ ...pendingExample, departments: [departmentExample] }], nextCursor: null } },
  handle: (ctx, caller, { query }) =>
    pendingPage(ctx, caller, { ...query, endpoint: "listAttachmentRequests", find: findPendingAttachments }),
});

/** `GET /subscription-requests`: the requests for workspaces of S-13, oldest first. */
export const listSubscriptionRequests = defineEndpoint({
  id: "listSubscriptionRequests",
  method: "GET",
  path: "/subscription-requests",
  tag: "requests",
  params: nothing,
  query: pendingQuery,
  body: null,
  answer: pageOf(
    z
      .object({
        ...pending,
        workspace: z.enum(workspaceCode.enumValues),
        access: z.enum(access.enumValues),
        department: department.nullable().meta({ say: "askedDepartment" }),
      })
      .meta({ id: "SubscriptionRequest" }),
  ),
  errors: ["not-found"],
  decides: false,
  example: {
    answer: {
      items: [{ ...pendingExample, workspace: "SUIVI_FLUX", access: "read", department: null }],
      nextCursor: null,
    },
  },
  handle: (ctx, caller, { query }) =>
    pendingPage(ctx, caller, { ...query, endpoint: "listSubscriptionRequests", find: findPendingSubscriptions }),
});

interface PendingQuery<Line> {
  cursor?: string | undefined;
  limit: number;
  structureId?: string | undefined;
  endpoint: string;
  find(ctx: Context, caller: ApiCaller, search: PendingSearch): Promise<CursorPage<Line, RequestPosition>>;
}

async function pendingPage<Line>(
  ctx: Context,
  caller: ApiCaller,
  { cursor, limit, structureId = undefined, endpoint, find }: PendingQuery<Line>,
): Promise<EndpointOutcome<{ items: Line[]; nextCursor: string | null }>> {
  const isOwn = caller.actor.attachments.some((own) => own.structureId === structureId);
  if (structureId !== undefined && !isOwn) return { kind: "problem", problem: "not-found" };
  const scope = { technicalAccountId: caller.technicalAccountId, endpoint, filter: [structureId ?? null] };
  return cursorPage(ctx, scope, {
    cursor,
    position: requestPosition,
    find: (after) => find(ctx, caller, { structureId: structureId ?? null, after, limit }),
  });
}

const refusal = z.strictObject({
  decision: z.literal("refuse"),
  reason: attachmentRefusalInput.shape.reason.meta({
    say: "reason",
    type: "string",
    minLength: 1,
    maxLength: COMMENT_LENGTH,
  }),
});
const decided = z
  .object({ id: shownId, structureId: shownId, status: z.enum(["approved", "refused"]), decidedAt: shownMoment })
  .meta({ id: "DecidedRequest" });
const decidedExample = {
  id: pendingExample.id,
  structureId: pendingExample.structureId,
  status: "approved",
  decidedAt: "2026-11-21T10:00:00.000Z",
} as const;

/** `POST /attachment-requests/{attachmentId}/decision`, as on the manager's screen. */
export const decideAttachmentRequest = defineEndpoint({
  id: "decideAttachmentRequest",
  method: "POST",
  path: "/attachment-requests/{attachmentId}/decision",
  tag: "requests",
  params: z.strictObject({ attachmentId: id.meta({ say: "attachmentPath" }) }),
  query: nothing,
  body: z.discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("approve"),
      role: z.enum(["member", "secondary-manager"]).default("member"),
      departmentIds: z.array(id).max(500).optional().meta({ say: "departmentIds" }),
      workspaces: z
        .array(z.strictObject({ workspace: z.enum(workspaceCode.enumValues), access: z.enum(access.enumValues) }))
        .max(workspaceCode.enumValues.length)
        .optional()
        .meta({ say: "workspaces" }),
    }),
    refusal,
  ]),
  answer: decided,
  errors: [
    "not-found",
    "not-permitted",
    "own-request",
    "already-decided",
    "structure-inactive",
    "requester-inactive",
    "no-department",
  ],
  decides: true,
  example: {
    body: { decision: "approve", role: "member", workspaces: [{ workspace: "FACTURES_EMISES", access: "write" }] },
    answer: decidedExample,
  },
  handle: (ctx, caller, { params: { attachmentId }, body, key }) =>
    decideRequest(ctx, caller, {
      of: "attachments",
      id: attachmentId,
      key,
      decision: body.decision === "refuse" ? body : { departmentIds: "asked", workspaces: "default", ...body },
    }),
});

/** `POST /subscription-requests/{subscriptionId}/decision`. */
export const decideSubscriptionRequest = defineEndpoint({
  id: "decideSubscriptionRequest",
  method: "POST",
  path: "/subscription-requests/{subscriptionId}/decision",
  tag: "requests",
  params: z.strictObject({ subscriptionId: id.meta({ say: "subscriptionPath" }) }),
  query: nothing,
  body: z.discriminatedUnion("decision", [z.strictObject({ decision: z.literal("approve") }), refusal]),
  answer: decided,
  errors: [
    "not-found",
    "not-permitted",
    "own-request",
    "already-decided",
    "structure-inactive",
    "requester-inactive",
    "workspace-closed",
    "department-closed",
  ],
  decides: true,
  example: {
    body: { decision: "refuse", reason: "Vous ne faites pas partie de ce service." },
    answer: { ...decidedExample, status: "refused" },
  },
  handle: (ctx, caller, { params: { subscriptionId }, body, key }) =>
    decideRequest(ctx, caller, { of: "subscriptions", id: subscriptionId, key, decision: body }),
});
