import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { openApi } from "@/lib/api/open-api";
import { callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { curlOf } from "./curl-of";

const document = openApi(testEnv(), "en");
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test.each(operations)("R-1012 · the printed line of $method $path is a call that the API understands", async (one) => {
  // A shell takes it apart, as the reader's will.
  const script = `curl() { printf '%s\\0' "$@"; }\nTOKEN=abc\n${curlOf(document, one)}`;
  const [address = "", ...options] = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
  const headers = options.flatMap((option, place) => (option === "-H" ? [options[place + 1] ?? ""] : []));
  const body = options.includes("-d") ? options[options.indexOf("-d") + 1] : undefined;
  expect(headers).toContain("Authorization: Bearer abc");
  const { pathname, search } = new URL(address);
  // Nobody's token: everything before it is right when it is what is refused.
  const ctx = await testContext();
  const { status } = await callApi(ctx, `${one.method.toUpperCase()} ${pathname}${search}`, { token: "abc" });
  expect(status).toBe(401);
  if (one.operation.requestBody) {
    expect(JSON.parse(body ?? "")).toEqual(one.operation.requestBody.content["application/json"]?.example);
    expect(headers).toContain("Content-Type: application/json");
  } else {
    expect(body).toBeUndefined();
  }
});
