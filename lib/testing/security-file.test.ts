import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testEnv } from "./environment";

/** One line a paragraph. */
const words = readFileSync(".github/SECURITY.md", "utf8")
  .replace(/(?<!\n)\n(?!\n)/g, " ")
  .replace(/ +/g, " ");
const workflow = readFileSync(".github/workflows/checks.yml", "utf8");

test("SEC-36 · the security file names each requirement that is not met, its reason, and what switches it", () => {
  const [first = "", ...deviations] = words.split(/^(?=\*\*\d)/m);
  expect(first).toContain("ASVS 5.0.0, level 2");
  expect(deviations.map((one) => /^\*\*([\d.]+), /.exec(one)?.[1])).toEqual(["6.2.5", "6.4.2", "6.3.3"]);
  const [classes = "", question = "", factors = ""] = deviations;
  for (const why of ["CNIL", "2022-100", "71 bits", "80", "restricted"]) expect(classes).toContain(why);
  expect(factors).toMatch(/CNIL.*71 to 80 bits with restricted access/);
  const env = testEnv();
  for (const [setting, text] of [
    ["SECRET_QUESTION", question],
    ["SECOND_FACTOR_FOR_MANAGERS", factors],
  ] as const) {
    expect(text).toContain(`\`${setting}=${env[setting] === "on" ? "off" : "on"}\``);
  }
});

test("SEC-17 · the security file says whom to tell, and by when it is mended", () => {
  for (const said of ["SUPPORT_EMAIL", "/.well-known/security.txt", "48 hours", "7 days", "30 days"]) {
    expect(words).toContain(said);
  }
});

test("SEC-01 · the list of what the portal is made of is built without a network, by the command of the checks", () => {
  const [command = ""] = /npm sbom .*--omit=dev/.exec(workflow) ?? [];
  expect(words).toContain(command);
  const [program = "", ...options] = command.split(" ");
  const { components } = JSON.parse(
    execFileSync(program, [...options, "--offline"], {
      encoding: "utf8",
      maxBuffer: 16 * 1_048_576,
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const names: string[] = components.map(({ name }: { name: string }) => name);
  expect(names).toContain("next");
  expect(names).not.toContain("vitest");
});
