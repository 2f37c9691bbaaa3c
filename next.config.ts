import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  // One build folder each for the demonstration, the tests and the bench, so that none disturbs the other.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // No image optimiser: the portal shows no foreign picture (SEC-13).
  images: { unoptimized: true },
  // Files ending in .bench.tsx exist only in the build that the bench measures against.
  pageExtensions: process.env.BENCH_PAGES === "1" ? ["tsx", "ts", "bench.tsx"] : ["tsx", "ts"],
  serverExternalPackages: ["@electric-sql/pglite", "@vercel/postgres", "react-email"],
  // The title must be in the head for everyone, not streamed after it (A11Y-01).
  htmlLimitedBots: /.*/,
  // The generated route types come in by next-env.d.ts: no build folder has to stand in tsconfig.json.
  experimental: { serverActions: { bodySizeLimit: "1mb" }, strictRouteTypes: true },
};

export default createNextIntlPlugin("./lib/web/i18n-request.ts")(config);
