/** Everything the audit trail can tell (R-1201). Facts are ids and states; personal values travel apart (SEC-96). */
export type AuditEvent = { actorId: string | null; targetId: string | null } & (
  | { kind: "registration-received"; facts: { registrationId: string | null } }
  | { kind: "registration-erased"; facts: { registrationId: string } }
  | { kind: "activation-resent"; facts: { registrationId: string | null } }
  | { kind: "account-activated"; facts: { registrationId: string; voidedRegistrations: number } }
  | { kind: "contact-email-confirmed"; facts: Record<string, never> }
  | { kind: "structure-created"; facts: { identifierType: string; sector: string } }
  | { kind: "attachment-requested"; facts: { structureId: string; queue: "managers" | "administrators" } }
  | {
      kind: "attachment-approved";
      facts: {
        structureId: string;
        role: string;
        approvedDepartments?: string[];
        refusedDepartments?: string[];
        workspaces?: string[];
      };
    }
  | { kind: "attachment-refused"; facts: { structureId: string } }
  | { kind: "attachment-request-corrected"; facts: { structureId: string } }
  | { kind: "attachment-cancelled"; facts: { structureId: string; cause: "cancelled" | "expired" } }
  | { kind: "attachment-suspended"; facts: { structureId: string; reactivateOn: string | null } }
  | { kind: "attachment-reactivated"; facts: { structureId: string; cause: "manager" | "planned" } }
  | { kind: "attachment-ended"; facts: { structureId: string; from: string; cause: "manager" | "left" } }
  | { kind: "role-changed"; facts: { structureId: string; from: string; to: string } }
  | {
      kind: "permissions-changed";
      facts: {
        structureId: string;
        duplicatedFrom?: string;
        addedDepartments?: string[];
        removedDepartments?: string[];
      };
    }
  | { kind: "management-transferred"; facts: { structureId: string; from: string | null; to: string } }
  | { kind: "requests-reminded"; facts: { structureId: string; requests: number } }
  | { kind: "subscription-opened"; facts: { structureId: string; workspaces: string[] } }
  | { kind: "subscription-requested"; facts: { structureId: string; workspace: string; departmentId: string | null } }
  | { kind: "subscription-approved"; facts: { structureId: string; workspace: string; access: string; from?: string } }
  | { kind: "subscription-refused"; facts: { structureId: string; workspace: string } }
  | { kind: "subscription-cancelled"; facts: { structureId: string; workspace: string } }
  | { kind: "subscription-ended"; facts: { structureId: string; workspace: string; cause: string } }
  | { kind: "workspace-opened"; facts: { workspaces: string[] } }
  | { kind: "workspace-closed"; facts: { workspace: string; subscriptions: number } }
  | { kind: "invitation-sent"; facts: { structureId: string; role: string } }
  | { kind: "invitation-resent"; facts: { structureId: string } }
  | { kind: "invitation-withdrawn"; facts: { structureId: string } }
  | { kind: "invitation-answered"; facts: { structureId: string; answer: "accepted" | "declined" } }
  | { kind: "structure-updated"; facts: { fields: string[] } }
  | { kind: "structure-refreshed"; facts: { fields: string[] } }
  | { kind: "structure-deactivated"; facts: Record<string, never> }
  | { kind: "identifier-changed"; facts: { fromType: string; toType: string; formerIdentifierId: string } }
  | { kind: "department-added"; facts: { structureId: string; code: string } }
  | { kind: "department-updated"; facts: { structureId: string; fields: string[] } }
  | { kind: "department-removed"; facts: { structureId: string; code: string } }
  | { kind: "document-added"; facts: { structureId: string | null; type: string; mediaType: string; size: number } }
  | { kind: "document-removed"; facts: { structureId: string | null; type: string } }
  | { kind: "bank-details-saved"; facts: { structureId: string } }
  | { kind: "bank-details-removed"; facts: { structureId: string } }
  | { kind: "mandate-signed"; facts: { structureId: string; mandatedStructureId: string } }
  | { kind: "mandate-revoked"; facts: { structureId: string } }
  | { kind: "people-exported"; facts: { structureId: string | null; rows: number } }
  | { kind: "operation-started"; facts: { operation: string; rows: number } }
  | { kind: "operation-cancelled"; facts: { operation: string; rowsLeft: number } }
  | { kind: "password-reset-requested"; facts: { by: "owner" | "administrator"; sent: boolean } }
  | { kind: "secret-answer-refused"; facts: Record<string, never> }
  | { kind: "password-changed"; facts: { how: "changed" | "reset"; endedSessions: number } }
  | { kind: "secret-question-changed"; facts: Record<string, never> }
  | { kind: "profile-updated"; facts: { fields: string[] } }
  | { kind: "consent-changed"; facts: { subject: "terms" | "survey"; given: boolean } }
  | { kind: "contact-email-change-requested"; facts: Record<string, never> }
  | { kind: "login-email-change-requested"; facts: { sent: boolean } }
  | { kind: "login-email-changed"; facts: { endedSessions: number } }
  | { kind: "session-ended"; facts: { sessionId: string | null; count: number; by: "owner" | "administrator" } }
  /** The password was right, the second factor is asked for (R-1201). */
  | { kind: "second-factor-asked"; facts: { sessionId: string } }
  | { kind: "second-factor-closed"; facts: Record<string, never> }
  | { kind: "second-factor-added"; facts: { factor: "totp" | "passkey" } }
  | { kind: "second-factor-removed"; facts: { factor: "totp" | "passkey" | "all"; by: "owner" | "administrator" } }
  | { kind: "second-factor-failed"; facts: { factor: "totp" | "passkey" | "recovery-code" } }
  | { kind: "second-factor-proven"; facts: { factor: "totp" | "passkey" | "recovery-code"; sessionId: string } }
  | { kind: "recovery-codes-renewed"; facts: Record<string, never> }
  | {
      kind: "account-deactivated";
      facts: { cause: "own-wish" | "administrator" | "inactivity"; vacantStructures: string[]; erasure: boolean };
    }
  | { kind: "reactivation-requested"; facts: { queue: "link" | "administrators" } }
  | { kind: "account-reactivated"; facts: { by: "owner" | "administrator"; managesAgain: string[] } }
  | { kind: "account-unlocked"; facts: Record<string, never> }
  | { kind: "account-erased"; facts: { cause: "retention" | "request" } }
  | { kind: "registrations-purged"; facts: { count: number } }
  | { kind: "own-data-exported"; facts: Record<string, never> }
  | { kind: "administrator-named"; facts: Record<string, never> }
  /** What an administrator wrote when he acted on somebody or something (SEC-70); stands beside the line of the act. */
  | { kind: "administrator-acted"; facts: { act: string } }
  | { kind: "mail-sent-again"; facts: { messageKind: string } }
  | { kind: "appointment-proposed"; facts: { structureId: string; attachmentId: string } }
  | { kind: "appointment-decided"; facts: { structureId: string; attachmentId: string; confirmed: boolean } }
  | {
      kind: "technical-account-created";
      facts: { structureId: string; readOnly: boolean; restrictedTo: string[] | null };
    }
  | {
      kind: "technical-account-limited";
      facts: { structureId: string; readOnly: boolean; restrictedTo: string[] | null; formerly: TechnicalReach };
    }
  /** `login`: what it signs in with from then on; null where that stayed as it was. */
  | {
      kind: "technical-secret-renewed";
      facts: { structureId: string; overlapUntil: string | null; login: string | null };
    }
  | { kind: "technical-account-suspended"; facts: { structureId: string; cause: "vacant" | "inactive" } }
  | { kind: "technical-account-resumed"; facts: { structureId: string } }
  | { kind: "technical-account-deleted"; facts: { structureId: string } }
  /** A token was given; at most once an hour for each password and origin. */
  | { kind: "technical-authenticated"; facts: { technicalAccountId: string; secretId: string } }
  | { kind: "technical-authentication-failed"; facts: { technicalAccountId: string | null; reason: TechnicalRefusal } }
  /** A decision that software took in its manager's name; stands beside the line of the decision. */
  | { kind: "technical-account-acted"; facts: { technicalAccountId: string; operation: string } }
  | { kind: "registry-rechecked"; facts: { outcome: "found" | "closed" | "not-found" } }
  | { kind: "personal-values-erased"; facts: { count: number } }
  | { kind: "password-confirmed"; facts: { sessionId: string } }
  | { kind: "password-confirmation-failed"; facts: { sessionId: string } }
  | { kind: "signed-in"; facts: { sessionId: string } }
  | { kind: "sign-in-failed"; facts: { reason: "wrong-credentials" | "closed" | "deactivated" } }
  | { kind: "stuffing-suspected"; facts: { failures: number } }
  | { kind: "account-locked"; facts: { until: string } }
  | { kind: "signed-out"; facts: { sessionId: string } }
);

/** How far software reached before a change. */
interface TechnicalReach {
  readOnly: boolean;
  restrictedTo: string[] | null;
}

/**
 * Why software was not let in. `header`: its token was good, its `cpro-account` was not; `suspended`, `inactive` and
 * `unmanaged` had the right password, but account, structure or manager cannot act.
 */
export type TechnicalRefusal = "credentials" | "header" | "expired" | "suspended" | "inactive" | "unmanaged";
