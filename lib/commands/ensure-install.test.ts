import { expect, test } from "vitest";

/** Commands run before anything is installed, hence are plain JavaScript and carry no types. */
const command: string = "./ensure-install.mjs";
const { refuseOlderNode }: { refuseOlderNode(version: string): void } = await import(command);

test.each(["18.20.8", "20.9.0", "20.18.3"])(
  "who starts with Node %s is told which one is needed, before anything fails oddly",
  (version) => {
    expect(() => refuseOlderNode(version)).toThrow(/needs Node 20\.19 or newer; this is/);
  },
);

test.each(["20.19.0", "20.20.2", "22.0.0", "24.4.1"])("Node %s is new enough", (version) => {
  expect(() => refuseOlderNode(version)).not.toThrow();
});
