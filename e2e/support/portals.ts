/** `guarded`: anti-robot check on, registry over HTTP. `open`: check off, embedded sample, hence usable without scripts. */
export type PortalKind = "guarded" | "open";

/** A portal that the journeys visit, and what stands behind it; null where a portal elsewhere does not tell. */
export interface Portal {
  url: string;
  databaseUrl: string | null;
  authSecret: string | null;
  apiSecret: string | null;
  /** Answers `GET ?to=address` with the mails to that address, oldest first. */
  mailboxUrl: string | null;
  cronSecret: string | null;
}

const variable = "ATTACHE_JOURNEY_PORTALS";

/** Hands the portals from the process that started them to those that run the tests. */
export function announcePortals(portals: Record<PortalKind, Portal>): void {
  process.env[variable] = JSON.stringify(portals);
}

/** The portal of that kind: one of ours, or the one that PLAYWRIGHT_BASE_URL names. */
export function portalOf(kind: PortalKind): Portal {
  const elsewhere = process.env.PLAYWRIGHT_BASE_URL;
  if (elsewhere) {
    const mailboxUrl = process.env.PLAYWRIGHT_MAILBOX_URL ?? null;
    return { url: elsewhere, mailboxUrl, databaseUrl: null, authSecret: null, apiSecret: null, cronSecret: null };
  }
  const portals: Record<PortalKind, Portal> = JSON.parse(process.env[variable] ?? "{}");
  return portals[kind];
}
