import { describe, expect, test, vi } from "vitest";
import { testContext } from "@/lib/testing/context";
import { type CproPath, cproAnswers, cproClient, cproPaths } from "@/lib/testing/cpro-client";
import { aCproWorld, cproPortal, settingsOf } from "@/lib/testing/cpro-portal";
import { answerCproCall } from "./cpro-answer-call";
import { cproCalls } from "./cpro-calls";
import { CPRO_UNAVAILABLE, cproRefusals } from "./cpro-refusal";
import { slowAnswers } from "./slow-answers";

const search = "cpro/structures/v1/rechercher";
const encode = (text: string) => Buffer.from(text).toString("base64");
const from = { origin: "192.0.2.1", slowly: slowAnswers(1) };

test("R-1013 · every call of the document is there, and no other", () => {
  expect(cproCalls.map(({ path }) => path).sort()).toEqual(cproPaths.toSorted());
});

test("R-1013 · each refusal has a number of its own, and none is that of success", () => {
  const numbers = Object.values(cproRefusals).map(({ codeRetour }) => codeRetour);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).not.toContain(0);
});

test("R-1011, R-1013 · a client that knows two addresses gets its token and calls", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  const asked: string[] = [];
  const portal = cproPortal(ctx);
  const software = cproClient({
    ...settingsOf(ctx, client),
    tokenBase: "https://first.example",
    apiBase: "https://second.example",
    send: (request) => {
      asked.push(request.url);
      return portal(request);
    },
  });
  const found = await software.obtain(search, { structure: { identifiantStructure: own.identifier } });
  expect(found.listeStructures.map(({ idStructureCPP }) => idStructureCPP)).toEqual([own.number]);
  await software.obtain("cpro/structures/v1/consulter", { idStructure: own.number });
  expect(asked).toEqual([
    "https://first.example/api/oauth/token",
    "https://second.example/cpro/structures/v1/rechercher",
    "https://second.example/cpro/structures/v1/consulter",
  ]);
});

test("R-1013 · the health check needs no header, and one that is wrong does not matter", async () => {
  const ctx = await testContext();
  const { client } = await aCproWorld(ctx);
  const said = { codeRetour: 0, libelle: "GCU_MSG_01_000", statusCodeValue: 200, statusCode: "OK", body: "OK" };
  expect(await client.checkHealth()).toEqual({ status: 200, ...said });
  const url = "https://api.example/cpro/transverses/v1/health-check";
  const answer = await answerCproCall(ctx, new Request(url, { headers: { authorization: "Basic x" } }), "fr", from);
  expect(answer.status).toBe(200);
  const posted = await answerCproCall(ctx, new Request(url, { method: "POST" }), "fr", from);
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

test("R-1013 · the health check answers HEAD as it answers GET, without the body", async () => {
  const ctx = await testContext();
  const url = "https://api.example/cpro/transverses/v1/health-check";
  const [get, head] = [
    await answerCproCall(ctx, new Request(url), "fr", from),
    await answerCproCall(ctx, new Request(url, { method: "HEAD" }), "fr", from),
  ];
  const stable = ({ headers }: Response) => [...headers].filter(([name]) => name !== "x-request-id");
  expect([head.status, stable(head), await head.text()]).toEqual([200, stable(get), ""]);
});

test("SEC-15, R-1013 · the health check says 503 when the database does not answer, in the two fields that clients decode, and not why", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockReturnValue();
  const down = {
    ...ctx,
    db: { ...ctx.db, execute: () => Promise.reject(new Error("secret")) },
  } as unknown as typeof ctx;
  const answer = await answerCproCall(
    down,
    new Request("https://x.example/cpro/transverses/v1/health-check"),
    "fr",
    from,
  );
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toEqual(CPRO_UNAVAILABLE);
});

describe("SEC-83 · what is no refusal of a call is told as problem details", () => {
  test("unknown addresses, other methods, other types and bodies that are too large", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    for (const path of ["cpro", "cpro/", "cpro/structures/v1/rechercher/", "cpro/structures/v2/rechercher", "cpro/x"]) {
      // No such call is known to the client either.
      expect(await client.call(path as CproPath)).toEqual({ kind: "problem", status: 404, code: "NOT_FOUND" });
    }
    for (const method of ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]) {
      const answer = await answerCproCall(ctx, new Request(`https://api.example/${search}`, { method }), "fr", from);
      expect([answer.status, answer.headers.get("allow")], method).toEqual([405, "POST"]);
    }
    for (const type of [
      "text/plain",
      "application/xml",
      "application/json;charset=iso-8859-1",
      "application/json, text/x",
    ]) {
      const reading = await client.call(search, {}, { "Content-Type": type });
      expect(reading, type).toEqual({ kind: "problem", status: 415, code: "NOT_JSON" });
    }
    for (const type of ["application/json", "application/json; charset=UTF-8"]) {
      expect((await client.call(search, {}, { "Content-Type": type })).kind).toBe("success");
    }
    const large = JSON.stringify({ structure: {}, padding: "x".repeat(1024 * 1024) });
    expect(await client.call(search, large)).toEqual({ kind: "problem", status: 413, code: "TOO_LARGE" });
  });

  test("R-1012 · the 61st call of a minute is told when to come back", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    const answers: Response[] = [];
    const portal = cproPortal(ctx);
    const counted = cproClient({
      ...settingsOf(ctx, client),
      send: async (request) => {
        const answer = await portal(request);
        answers.push(answer.clone());
        return answer;
      },
    });
    for (let call = 1; call <= 60; call++) expect((await counted.call(search)).kind, String(call)).toBe("success");
    expect(answers.at(-1)?.headers.get("ratelimit-remaining")).toBe("0");
    expect(await counted.call(search)).toEqual({ kind: "problem", status: 429, code: "TOO_MANY_CALLS" });
    expect(answers.at(-1)?.headers.get("retry-after")).toBe("60");
    expect(answers.at(-1)?.headers.get("ratelimit")).toBe('"minute";r=0;t=60');
    ctx.moveTo(new Date(ctx.now().getTime() + 60_000));
    expect((await counted.call(search)).kind).toBe("success");
  });

  test("a fault of ours says nothing but its reference, which the log has, too", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    const token = await client.signIn();
    const said: string[] = [];
    vi.spyOn(console, "info").mockImplementation((line: string) => void said.push(line));
    const broken = { ...ctx, db: { execute: () => Promise.reject(new Error("password of the database")) } };
    const request = new Request(`https://api.example/${search}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${token}`,
        "cpro-account": encode(`${client.login}:${client.password}`),
        "Content-Type": "application/json",
        "Accept-Language": "en",
      },
      body: "{}",
    });
    const answer = await answerCproCall(broken as unknown as typeof ctx, request, "en", from);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: "FAILURE" });
    expect(text).not.toContain("database");
    expect(said.join()).toContain(answer.headers.get("x-request-id"));
    expect(said.join()).not.toContain("password of the database");
    expect(said.join()).not.toContain(client.password);
  });
});

describe("SEC-84 · hostile JSON, at each call", () => {
  const unreadable: [what: string, body: string][] = [
    ["nothing", ""],
    ["no JSON", "{"],
    ["single quotes", "{'idStructure':1}"],
    ["a comment", "{/**/}"],
    ["two documents", "{}{}"],
    ["a byte order mark", "\ufeff{}"],
    ["a list", "[]"],
    ["a text", '"{}"'],
    ["a number", "1"],
    ["null", "null"],
    ["a key twice", '{"idStructure":1,"idStructure":2}'],
    ["a key twice, once escaped", '{"idStructure":1,"\\u0069dStructure":2}'],
    ["a key twice, deeper down", '{"x":[{"a":1,"a":2}]}'],
    ["__proto__", '{"__proto__":{"idStructure":1}}'],
    ["constructor", '{"constructor":{"prototype":{}}}'],
    ["an integer beyond 64 bits", '{"idStructure":9223372036854775808}'],
    ["one far beyond them, in a field that nobody described", `{"x":-1${"0".repeat(400)}}`],
    ["a number beyond exactness", '{"idStructure":9007199254740993.0}'],
    ["a huge number", '{"idStructure":1e400}'],
    ["NaN", '{"idStructure":NaN}'],
    ["NUL", '{"structure":{"raisonSocialeStructure":"a\\u0000b"}}'],
    ["half a character", '{"structure":{"raisonSocialeStructure":"\\ud800"}}'],
    ["twenty-one levels", `{"x":${"[".repeat(20)}${"]".repeat(20)}}`],
    ["a hundred thousand levels", `{"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ];

  test.each(cproPaths)("%s", async (path) => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    for (const [what, body] of unreadable) {
      const reading = await client.call(path, body);
      expect(reading, what).toEqual({
        kind: "refusal",
        codeRetour: 10,
        libelle: "La requête n'est pas un objet JSON valide.",
      });
    }
    // What is merely unknown is ignored, whatever it is.
    const ignored = { toString: 1, hasOwnProperty: null, valueOf: [{}], $where: "1", "": "", "é\u2028": "'\";--" };
    const answers = [await client.call(path, {}), await client.call(path, ignored)];
    expect(answers[1]).toEqual(answers[0]);
  });
});

test("SEC-63 · what the client decodes is all that an answer has", async () => {
  // The schemas of the client are strict; this is what strict means.
  const extra = { codeRetour: 0, libelle: "GCU_MSG_01_000", listeServices: [], parametresRetour: {}, more: 1 };
  expect(cproAnswers["cpro/structures/v1/rechercher/services"].safeParse(extra).success).toBe(false);
});
