import { request } from "node:http";
import { password } from "./bench-people.mjs";

/** The sign-in form as a browser without scripts knows it: the fields that the page hides in it. */
export async function readSignInForm(portal) {
  const html = await (await fetch(`${portal.address}/connexion`)).text();
  const form = html.match(/<form\b[\s\S]*?<\/form>/g)?.find((text) => text.includes('name="password"'));
  if (!form) throw new Error("There is no sign-in form on /connexion.");
  const hidden = (form.match(/<input\b[^>]*type="hidden"[^>]*>/g) ?? []).map((input) => [
    unescaped(/name="([^"]*)"/.exec(input)?.[1] ?? ""),
    unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? ""),
  ]);
  return { hidden };
}

/** Sends the form once. Says what came of it, and how long that took. */
export async function signIn(portal, form, { email, from, typed = password, device }) {
  const body = new FormData();
  for (const [name, value] of form.hidden) body.append(name, value);
  body.append("email", email);
  body.append("password", typed);
  const encoded = new Response(body);
  const bytes = Buffer.from(await encoded.arrayBuffer());
  const startedAt = performance.now();
  const answer = await post(portal, bytes, {
    "content-type": encoded.headers.get("content-type"),
    origin: portal.url,
    "x-forwarded-for": from,
    ...(device && { cookie: device }),
  });
  const milliseconds = performance.now() - startedAt;
  const cookies = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]);
  const session = cookies.find((cookie) => cookie.includes("attache.session="));
  return {
    status: answer.statusCode,
    signedIn: answer.statusCode === 303 && Boolean(session),
    cookie: cookies.join("; "),
    /** By which the account knows this browser: whoever comes without it is told of the sign-in by mail (N-26). */
    device: cookies.find((cookie) => cookie.includes("attache.device=")),
    milliseconds,
  };
}

/** A browser's cookies once somebody has signed in and the portal knows where he may go. */
export async function cookiesOf(portal, form, who) {
  const { signedIn, status, cookie } = await signIn(portal, form, who);
  if (!signedIn) throw new Error(`${who.email} could not sign in: ${status}.`);
  const renewed = await fetch(`${portal.address}/session/renouveler`, { headers: { cookie }, redirect: "manual" });
  const jar = new Map(
    [...cookie.split("; "), ...renewed.headers.getSetCookie().map((line) => line.split(";")[0])].map((pair) =>
      pair.split(/=(.*)/s),
    ),
  );
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Everybody signs in over and over, each on a browser and from an address of his own, until the time is up. */
export async function signInRepeatedly(portal, form, emails, seconds) {
  const until = performance.now() + seconds * 1000;
  const times = [];
  let failures = 0;
  await Promise.all(
    emails.map(async (email, index) => {
      let device;
      while (performance.now() < until) {
        const who = { email, from: `198.18.0.${index + 1}`, device };
        const { signedIn, milliseconds, ...answer } = await signIn(portal, form, who);
        device = answer.device;
        if (signedIn) times.push(milliseconds);
        else failures++;
      }
    }),
  );
  return { times, failures, seconds };
}

/**
 * SEC-22: wrong passwords for addresses that exist and for ones that do not, in turns. Gives the mean gap and the
 * half-width of its 95 % confidence interval, in milliseconds.
 */
export async function timingGap(portal, form, emails, pairs) {
  const gaps = [];
  for (let index = 0; index < pairs; index++) {
    const from = (last) => `198.19.${index % 250}.${last}`;
    const attempt = { typed: "not the password 7" };
    const known = () => signIn(portal, form, { ...attempt, email: emails[index % emails.length], from: from(1) });
    const unknown = () => signIn(portal, form, { ...attempt, email: `nobody.${index}@example.org`, from: from(2) });
    // Who goes first changes, so that what the first one warms up helps both alike.
    const [one, other] = index % 2 ? [await known(), await unknown()] : [await unknown(), await known()];
    gaps.push(index % 2 ? one.milliseconds - other.milliseconds : other.milliseconds - one.milliseconds);
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return { mean, halfWidth: 1.96 * Math.sqrt(variance / gaps.length) };
}

// node:http, because fetch hides who asks and adds work of its own to what is measured.
function post(portal, body, headers) {
  const { port } = new URL(portal.address);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path: "/connexion",
        method: "POST",
        headers: { ...headers, host: new URL(portal.url).host, "content-length": body.length },
      },
      (answer) => {
        answer.once("end", () => resolve(answer)).once("error", reject);
        answer.resume();
      },
    );
    sent.once("error", reject).end(body);
  });
}

function unescaped(text) {
  const named = { quot: '"', amp: "&", lt: "<", gt: ">", "#x27": "'", "#39": "'" };
  return text.replace(/&(quot|amp|lt|gt|#x27|#39);/g, (_, name) => named[name]);
}
