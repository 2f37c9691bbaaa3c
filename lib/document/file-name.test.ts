import { expect, test } from "vitest";
import { plainFileName } from "./file-name";

test.each([
  ["RIB Menuiserie Lefèvre.pdf", "RIB Menuiserie Lefèvre.pdf"],
  ["../../etc/passwd.pdf", "passwd.pdf"],
  ["C:\\Users\\sophie\\rib.PDF", "rib.pdf"],
  ["rib.exe.pdf", "rib-exe.pdf"],
  ["rib\u0000.pdf", "rib.pdf"],
  ["rib\u202efdp.pdf", "rib-fdp.pdf"],
  ['a"b;c\r\nd.pdf', "a-b-c--d.pdf"],
  ["<script>.pdf", "script.pdf"],
  [".pdf", "document.pdf"],
  ["", "document.pdf"],
  ["....pdf", "document.pdf"],
  ["rib", "rib.pdf"],
  [`${"é".repeat(300)}.pdf`, `${"é".repeat(96)}.pdf`],
])("SEC-93 · the name %j becomes %j", (told, kept) => {
  expect(plainFileName(told, "application/pdf")).toBe(kept);
});

test("R-820 · a photograph keeps the ending it came with", () => {
  expect(plainFileName("rib.jpeg", "image/jpeg")).toBe("rib.jpeg");
  expect(plainFileName("rib.JPG", "image/jpeg")).toBe("rib.jpg");
});
