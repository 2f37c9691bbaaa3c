import type { Endpoint } from "./endpoint";
import { listDepartments } from "./endpoints/departments";
import { me } from "./endpoints/me";
import { listMembers } from "./endpoints/members";
import { searchPublicStructures } from "./endpoints/public-structures";
import {
  decideAttachmentRequest,
  decideSubscriptionRequest,
  listAttachmentRequests,
  listSubscriptionRequests,
} from "./endpoints/requests";
import { listStructures, readStructure } from "./endpoints/structures";

/** API v1 (R-1012): everything it can do, in the order of its reference. */
export const endpoints: readonly Endpoint[] = [
  me,
  listStructures,
  readStructure,
  listDepartments,
  listMembers,
  listAttachmentRequests,
  decideAttachmentRequest,
  listSubscriptionRequests,
  decideSubscriptionRequest,
  searchPublicStructures,
];
