import type { CSSProperties } from "react";

const font = "'Atkinson Hyperlegible Next', 'Segoe UI', Verdana, Arial, sans-serif";
const text = { fontFamily: font, fontSize: "16px", lineHeight: "24px", color: "#16282b" } as const;
const small = { ...text, fontSize: "14px", lineHeight: "21px", color: "#4a5f63" } as const;
const cell = { padding: "8px 0", borderBottom: "1px solid #d3dddd", textAlign: "left", verticalAlign: "top" } as const;

/** The look of every mail. Mail readers know inline styles only, so the roles of the screens are repeated here. */
export const look = {
  page: { margin: "0", padding: "24px 8px", backgroundColor: "#f6f8f8" },
  sheet: {
    maxWidth: "600px",
    padding: "24px",
    backgroundColor: "#ffffff",
    borderTop: "4px solid #0d5c63",
    borderRadius: "8px",
  },
  title: { ...text, margin: "0 0 16px", fontSize: "23px", lineHeight: "30px", fontWeight: 700 },
  text: { ...text, margin: "0 0 16px" },
  small: { ...small, margin: "0 0 8px" },
  copyAddress: { ...small, margin: "16px 0 4px" },
  address: { ...small, margin: "0 0 8px", wordBreak: "break-all" },
  line: { borderColor: "#d3dddd", margin: "24px 0 16px" },
  facts: { width: "100%", margin: "0 0 24px", borderCollapse: "collapse" },
  term: { ...small, ...cell, width: "36%", paddingRight: "16px", fontWeight: 400 },
  details: { ...text, ...cell, wordBreak: "break-word" },
  sectionTitle: { ...text, margin: "24px 0 8px", fontSize: "19px", lineHeight: "26px", fontWeight: 700 },
  lines: { ...text, margin: "0 0 24px", padding: "0 0 0 20px" },
  listed: { margin: "0 0 8px" },
  action: { margin: "8px 0 24px" },
  button: { backgroundColor: "#0d5c63", borderRadius: "8px", padding: "12px 24px" },
  buttonLabel: { ...text, color: "#ffffff", fontWeight: 700, textDecoration: "none", display: "inline-block" },
} as const satisfies Record<string, CSSProperties>;

/** The same roles in the dark; a reader that ignores it shows the light ones, which hold by themselves. */
export const darkMode = `
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #101a1c !important; }
  .sheet { background-color: #182527 !important; border-top-color: #6fd0d6 !important; }
  .ink { color: #eef4f4 !important; }
  .soft { color: #b3c4c6 !important; }
  .line { border-color: #33474a !important; }
  .button { background-color: #6fd0d6 !important; }
  .button-label { color: #06282b !important; }
}`;
