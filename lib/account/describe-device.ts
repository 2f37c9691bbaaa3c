import Bowser from "bowser";

/** A browser and the system it runs on, as far as it says so; null: nothing we know. */
export interface Device {
  browser: string | null;
  system: string | null;
}

const browsers = new Set<string>(Object.values(Bowser.BROWSER_MAP).filter((name) => name !== "Generic"));
const systems = new Set<string>(Object.values(Bowser.OS_MAP));

/**
 * The device behind a user agent (SEC-46). Only names that are known are said: whatever else a browser writes there is
 * text of a stranger, and none of our sentences.
 */
export function describeDevice(userAgent: string): Device {
  if (userAgent.trim() === "") return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent.slice(0, 300));
  const known = (name: string | undefined, names: Set<string>) => (name !== undefined && names.has(name) ? name : null);
  return { browser: known(browser.name, browsers), system: known(os.name, systems) };
}
