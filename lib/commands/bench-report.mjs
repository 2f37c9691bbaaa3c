import { cpus, totalmem } from "node:os";
import { canPin } from "./pin.mjs";

/** What was measured, as Markdown: a missed target is marked. */
export function reportOf({ api, ...pages }) {
  return [machine(), ...(pages.rush ? tablesOfPages(pages) : []), apiTable(api), ""].join("\n\n");
}

function tablesOfPages({ people, first, rush, memory, large, trips, weights }) {
  return [
    ratesTable(rush, people),
    gapLine(rush),
    tripsTable(trips),
    weightsTable(weights),
    footprintTable({ first, rush, memory }),
    ...(large ? [largeTable(large)] : []),
  ];
}

function machine() {
  const where = canPin
    ? "Portal on one core; load generator and PostgreSQL on the others."
    : "Not pinned: portal, load generator and PostgreSQL share all cores.";
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GB, Node ${process.version}. ${where}`;
}

function ratesTable({ empty, signInPage, gated, bare, signIns, meanwhile }, people) {
  const share = (page) => `${Math.round((page.rate / empty.rate) * 100)} % of the empty page`;
  const row = (name, { rate, p50, p95, p99, failures }, target = "", met = true) => [
    name + (failures ? ` (${failures} failed)` : ""),
    rate.toFixed(rate < 100 ? 1 : 0),
    ...[p50, p95, p99].map((time) => `${Math.round(time)} ms`),
    target && mark(met, target),
  ];
  const gatedMet = gated.rate >= 160 || gated.rate >= 0.7 * empty.rate;
  return table(
    ["16 connections", "per second", "p50", "p95", "p99", "target"],
    [
      row("Empty dynamic page", empty),
      row("Sign-in page, no cookie", signInPage, `${share(signInPage)} (≥ 80)`, signInPage.rate >= 0.8 * empty.rate),
      row("Gated page, signed in", gated, `≥ 160/s or ≥ 70 %; ${share(gated)}`, gatedMet),
      row(
        `Sign-ins, ${people} people`,
        signIns,
        `${Math.round((signIns.rate / bare) * 100)} % of ${bare}/s, bare Argon2id (≥ 80)`,
        signIns.rate >= 0.8 * bare,
      ),
      row("Sign-in page meanwhile, 20/s asked", meanwhile, "p99 < 300 ms", meanwhile.p99 < 300),
    ],
  );
}

function gapLine({ gap }) {
  const between = `${gap.mean.toFixed(1)} ± ${gap.halfWidth.toFixed(1)} ms`;
  const met = Math.abs(gap.mean) + gap.halfWidth < 5;
  return `A wrong password is answered ${between} later for a known address than for an unknown one (95 %, 100 pairs; ${mark(met, "within ± 5 ms")}).`;
}

function tripsTable(rows) {
  const target = (name) => (name.startsWith("/connexion") ? 0 : name.includes("signed in") ? 2 : null);
  return table(
    ["database round trips", "", "target"],
    rows.map(([name, count]) => {
      const most = target(name);
      return [name, count, most === null ? "" : mark(count <= most, most === 0 ? "none" : `≤ ${most}`)];
    }),
  );
}

function weightsTable(rows) {
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  return table(
    ["kB, compressed", "HTML", "CSS", "JS", "font", "other", "all", "target"],
    rows.map(([path, { document, stylesheet, script, font, other, total }]) => [
      path,
      ...[document, stylesheet, script, font, other, total].map(kilobytes),
      `${mark(total <= 180_000, "all ≤ 180")}; ${mark(document + stylesheet <= 20_000, "HTML + CSS ≤ 20")}`,
    ]),
  );
}

function footprintTable({ first, rush, memory }) {
  const start = (name, value) => [name, `${value.toFixed(1)} s`, mark(value < 3, "< 3 s")];
  const size = (name, value, most) => [name, `${value} MB`, mark(value < most, `< ${most} MB`)];
  return table(
    ["", "", "target"],
    [
      ["Start, PostgreSQL, empty database", `${first.startSeconds.toFixed(1)} s`, ""],
      start("Start, PostgreSQL", rush.startSeconds),
      ["Start, embedded, empty folder", `${memory.firstSeconds.toFixed(1)} s`, ""],
      start("Start, embedded", memory.secondSeconds),
      size("Memory after the load, PostgreSQL", rush.megabytes, 300),
      size("Memory after the load, embedded", memory.megabytes, 500),
    ],
  );
}

function largeTable({ sizes, pages, decisions }) {
  const many = sizes.accounts.toLocaleString("en");
  const whole = (time) => `${Math.round(time)} ms`;
  const failed = ({ failures }) => (failures ? ` (${failures} failed)` : "");
  return table(
    ["one person at a time", "", "target"],
    [
      ...pages.flatMap(({ name, few, many: ordinary, large }) => {
        const ratio = ordinary.p95 / few.p95;
        return [
          [
            `${name}: p95 at ${many} accounts${failed(ordinary)}`,
            whole(ordinary.p95),
            mark(ordinary.p95 < 150, "< 150 ms"),
          ],
          [
            `${name}: p95 against 1,000 accounts (${whole(few.p95)})${failed(few)}`,
            ratio.toFixed(2),
            mark(ratio <= 1.3, "≤ 1.3"),
          ],
          [
            `${name}: p95, a structure of ${sizes.members.toLocaleString("en")} people${failed(large)}`,
            whole(large.p95),
            mark(large.p95 < 150, "< 150 ms"),
          ],
        ];
      }),
      [
        `${decisions.done} of ${decisions.asked} decisions at once`,
        `${decisions.seconds.toFixed(1)} s`,
        mark(decisions.done === decisions.asked && decisions.seconds < 10, "500 in < 10 s"),
      ],
    ],
  );
}

function apiTable({ technicalAccounts, tokens, calls, callsPerSecond, trips, megabytes }) {
  const milliseconds = ({ p50, p95, p99 }) => [p50, p95, p99].map((time) => `${time.toFixed(1)} ms`);
  const failed = ({ failures }) => (failures ? ` (${failures} failed)` : "");
  const many = technicalAccounts.toLocaleString("en");
  return [
    table(
      [`API, ${many} technical users`, "per second", "p50", "p95", "p99", "processor each", "target"],
      [
        [
          `Tokens, 16 connections${failed(tokens)}`,
          tokens.rate.toFixed(0),
          ...milliseconds(tokens),
          `${tokens.processor.toFixed(1)} ms`,
          mark(tokens.rate >= 400, "≥ 400/s"),
        ],
        [
          `Calls, ${callsPerSecond}/s asked${failed(calls)}`,
          calls.rate.toFixed(0),
          ...milliseconds(calls),
          `${calls.processor.toFixed(1)} ms`,
          mark(calls.p95 < 25 && calls.failures === 0, "p95 < 25 ms"),
        ],
      ],
    ),
    table(["API, database round trips", ""], trips),
    `Memory after it: ${megabytes} MB.`,
  ].join("\n\n");
}

function mark(met, target) {
  return met ? target : `**missed**: ${target}`;
}

function table([...head], rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
