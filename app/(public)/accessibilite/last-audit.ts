/** The last time the screens were checked, and by what: the statement is fed by it (A11Y-33). Renewed with each audit. */
export const lastAudit = {
  on: new Date("2026-11-21T12:00:00Z"),
  standard: "RGAA 4.1.2",
  tools: "axe-core 4.13 / Chromium",
};
