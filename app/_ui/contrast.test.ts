import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../globals.css", import.meta.url), "utf8");
const [day = "", night = ""] = css.split("@media screen and (prefers-color-scheme: dark)");
const light = rolesIn(day);
const dark = { ...light, ...rolesIn(night) };

const surfaces = ["surface", "surface-raised"];
const softs = ["accent-soft", "success-soft", "warning-soft", "danger-soft", "info-soft"];
const tones = ["success", "warning", "danger", "info"];

/** What is written on what, anywhere in the portal. */
const texts = [
  ...["ink", "ink-soft", "accent", "accent-strong", ...tones].flatMap((text) => surfaces.map((on) => [text, on])),
  // Banners and summaries hold text, help and links of their own.
  ...["ink", "ink-soft", "accent", "accent-strong"].flatMap((text) => softs.map((on) => [text, on])),
  ...tones.map((tone) => [tone, `${tone}-soft`]),
  ["accent-ink", "accent"],
  ["accent-ink", "accent-strong"],
  ["danger-ink", "danger"],
  ["danger-ink", "danger-strong"],
] as [string, string][];

/** What must be seen to use the page: edges of fields and buttons, the ring of the focus. */
const parts = [
  ...["edge", "focus", "accent", "danger"].flatMap((part) => surfaces.map((on) => [part, on])),
  ...softs.map((on) => ["focus", on]),
] as [string, string][];

describe.each([
  ["light", light],
  ["dark", dark],
])("A11Y-16 · in the %s colours", (_, roles) => {
  test.each(texts)("%s can be read on %s", (text, on) => {
    expect(contrast(roles[text], roles[on])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(parts)("%s can be seen on %s", (part, on) => {
    expect(contrast(roles[part], roles[on])).toBeGreaterThanOrEqual(3);
  });
});

test("A11Y-16 · every colour of the day has its colour of the night", () => {
  expect(Object.keys(rolesIn(night)).sort()).toEqual(Object.keys(light).sort());
});

test("A11Y-16 · the measure is the one of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

function rolesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/--color-([\w-]+): (#[0-9a-f]{6});/g)].map(([, role, hex]) => [role, hex]),
  );
}

/** Contrast ratio of two colours as WCAG 2.2 defines it. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string | undefined): number {
  const channels = /^#(..)(..)(..)$/.exec(hex ?? "")?.slice(1);
  if (!channels) throw new Error(`No such colour: ${hex}`);
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const value = Number.parseInt(channel, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
