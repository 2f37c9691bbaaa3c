import { unstable_doesMiddlewareMatch as passes } from "next/experimental/testing/server";
import { expect, test } from "vitest";
import { config } from "@/middleware";

const comesBy = (url: string) => passes({ config, url, nextConfig: {} });

test.each([
  "/",
  "/connexion",
  "/icon-svg",
  "/icon_svg",
  "/iconxsvg",
  "/icon.svg/x",
  "/x/icon.svg",
  "/icon.svgz",
  "/api/oauth/token/x",
  "/api/oauth/tokens",
  "/api/v1x",
  "/cprox",
  "/api/health",
  "/_next/image",
  "/_next/staticx",
])("SEC-09, SEC-14 · %s comes by the middleware", (path) => expect(comesBy(path)).toBe(true));

test.each([
  "/icon.svg",
  "/_next/static/x.js",
  "/api/oauth/token",
  "/api/v1",
  "/api/v1/structures",
  "/cpro/transverses/v1/health-check",
])("SEC-14 · %s has its headers from elsewhere", (path) => expect(comesBy(path)).toBe(false));
