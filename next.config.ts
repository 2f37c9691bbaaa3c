import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** On every answer, files and errors included (SEC-14); the policy of a page is the middleware's, it holds a nonce. */
const onEveryAnswer = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  // Not no-referrer: a browser without scripts would then send its forms with "Origin: null".
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), hid=(), display-capture=(), browsing-topics=()",
};

const config: NextConfig = {
  headers: async () => [
    { source: "/:path*", headers: headerList(onEveryAnswer) },
    {
      // A mailed secret stands in this address.
      source:
        "/:page(activation|adresse-de-contact|adresse-de-connexion|nouveau-mot-de-passe|reactivation)/:secret([\\w-]{43})",
      headers: headerList({ "Referrer-Policy": "no-referrer" }),
    },
    {
      // The files that the middleware leaves alone: opened by themselves, they run and load nothing.
      source: "/:file(_next/static/.*|icon\\.svg)",
      headers: headerList({
        "Content-Security-Policy":
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      }),
    },
    {
      // The API, which the middleware leaves alone too: its answers are never a page.
      source: "/:api(api/oauth/token|(?:api/v1|cpro)(?:/.*)?)",
      headers: headerList({ "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'" }),
    },
  ],
  // One build folder each for the demonstration, the tests and the bench, so that none disturbs the other.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // No image optimiser: the portal shows no foreign picture (SEC-13).
  images: { unoptimized: true },
  // Files ending in .bench.tsx exist only in the build that the bench measures against.
  pageExtensions: process.env.BENCH_PAGES === "1" ? ["tsx", "ts", "bench.tsx"] : ["tsx", "ts"],
  serverExternalPackages: ["@electric-sql/pglite", "@vercel/postgres", "react-email", "pdfkit"],
  // The title must be in the head for everyone, not streamed after it (A11Y-01).
  htmlLimitedBots: /.*/,
  // The generated route types come in by next-env.d.ts: no build folder has to stand in tsconfig.json.
  experimental: { serverActions: { bodySizeLimit: "1mb" }, strictRouteTypes: true },
};

export default createNextIntlPlugin("./lib/web/i18n-request.ts")(config);

function headerList(headers: Record<string, string>) {
  return Object.entries(headers).map(([key, value]) => ({ key, value }));
}
