import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as french } from "@zxcvbn-ts/language-fr";
import { unicodeForm } from "@/lib/platform/unicode-form";
import { checkPassword, type PasswordOwner } from "./password";

/** How hard a password is to guess, from "Insuffisant" to "Fort". */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** Beyond this many characters an estimate takes long and tells nothing new. */
const READ = 32;

/** The level shown beside the field; 0 or 1 whenever a rule of R-410 fails. Heavy: import it on demand. */
export async function strengthOf(password: string, owner: PasswordOwner): Promise<Strength> {
  if (password === "") return 0;
  const { kind } = await checkPassword(password, owner);
  const read = [...unicodeForm(password, "NFC")].slice(0, READ).join("");
  const { score } = estimator.check(read, [owner.email, owner.givenName, owner.familyName, owner.portalName]);
  if (kind === "accepted") return score;
  return score < 1 ? 0 : 1;
}

const estimator = new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary: { ...common, ...french } });
