/** Everything the audit trail can tell (R-1201). Facts are ids and states; personal values travel apart (SEC-96). */
export type AuditEvent = { actorId: string | null; targetId: string | null } & (
  | { kind: "registration-received"; facts: { registrationId: string | null } }
  | { kind: "registration-erased"; facts: { registrationId: string } }
  | { kind: "activation-resent"; facts: { registrationId: string | null } }
  | { kind: "account-activated"; facts: { registrationId: string; voidedRegistrations: number } }
  | { kind: "contact-email-confirmed"; facts: Record<string, never> }
  | { kind: "structure-created"; facts: { identifierType: string; sector: string } }
  | { kind: "attachment-requested"; facts: { structureId: string; queue: "managers" | "administrators" } }
  | { kind: "attachment-approved"; facts: { structureId: string; role: string } }
  | { kind: "subscription-opened"; facts: { structureId: string; workspaces: string[] } }
  | { kind: "signed-in"; facts: { sessionId: string } }
  | { kind: "sign-in-failed"; facts: { reason: "wrong-credentials" | "closed" | "deactivated" } }
  | { kind: "stuffing-suspected"; facts: { failures: number } }
  | { kind: "account-locked"; facts: { until: string } }
  | { kind: "signed-out"; facts: { sessionId: string } }
);
