// `npm run font`: cuts the typeface down to what the portal writes: Latin letters and the signs of French and English
// typography, weights 400 to 700; and one of weight 400 alone as the PDF library can embed it. Run it after an upgrade of
// the font's package; the results are committed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";
import { root } from "./run.mjs";

const whole =
  "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2";
const onPaper = join(root, "app/_ui/fonts/atkinson-hyperlegible-next.ttf");
const cut = join(root, "app/_ui/fonts/atkinson-hyperlegible-next.woff2");

const range = (first, last) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, n) => first + n));
const written = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ŒœŸ–—‘’‚“”„†•…‹›€™←↑→↓−\u202f\u2009\u2011`;

const source = readFileSync(createRequire(import.meta.url).resolve(whole));
const font = await subsetFont(source, written, {
  targetFormat: "woff2",
  variationAxes: { wght: { min: 400, max: 700, default: 400 } },
});
writeFileSync(cut, font);
console.log(`${source.length} bytes cut down to ${font.length}.`);

const plain = await subsetFont(source, written, { targetFormat: "truetype", variationAxes: { wght: 400 } });
writeFileSync(onPaper, plain);
console.log(`${plain.length} bytes for the PDF.`);
