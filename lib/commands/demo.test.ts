import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

test.each(["RESEND_API_KEY", "DATABASE_URL", "POSTGRES_URL", "TURNSTILE_SECRET_KEY", "INSEE_API_KEY"])(
  "SEC-15 · the demonstration does not start beside %s, and does not show its value",
  async (name) => {
    const demo = run(process.execPath, ["lib/commands/demo.mjs"], {
      env: { PATH: process.env.PATH, NODE_ENV: "production", [name]: "the-real-one" },
    });
    await expect(demo).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(new RegExp(`unset ${name}`)),
    });
    await expect(demo).rejects.not.toMatchObject({ stderr: expect.stringContaining("the-real-one") });
  },
);
