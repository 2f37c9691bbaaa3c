import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import type { PortalOptions } from "./support/test";

const browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM_PATH ?? browsers.find(existsSync);
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };

/**
 * PLAYWRIGHT_BASE_URL points the journeys at a portal that runs elsewhere; without it, global-setup starts one.
 * A test tagged @phone also runs on a phone, one tagged @no-js also without scripts; screenshots run on demand.
 */
export default defineConfig<PortalOptions>({
  testDir: ".",
  outputDir: "../.playwright/results",
  globalSetup: "./support/global-setup.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try hides a fault.
  retries: 0,
  workers: 2,
  // A busy machine runs the same steps three to six times slower.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", testMatch: "*.spec.ts", use: desktop },
    {
      name: "phone",
      testMatch: "*.spec.ts",
      grep: /@phone/,
      use: { ...devices["Pixel 7"], viewport: { width: 375, height: 740 } },
    },
    {
      name: "no-js",
      testMatch: "*.spec.ts",
      grep: /@no-js/,
      use: { ...desktop, javaScriptEnabled: false, portalKind: "open" },
    },
    ...(process.env.PLAYWRIGHT_GALLERY ? [{ name: "gallery", testMatch: "screenshots.ts", use: desktop }] : []),
  ],
});
