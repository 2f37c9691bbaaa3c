import { dictionary as common } from "@zxcvbn-ts/language-common";
import { describe, expect, test } from "vitest";
import { processorTime } from "@/lib/testing/processor-time";
import { isCommonPassword } from "./common-passwords";
import { checkPassword, type PasswordOwner } from "./password";
import { strengthOf } from "./password-strength";

const anne: PasswordOwner = {
  email: "anne.martin@domaine.fr",
  givenName: "Anne-Sophie",
  familyName: "Martin d'Aubigné",
  portalName: "Attache",
};
const verdict = async (password: string, owner = anne) => {
  const outcome = await checkPassword(password, owner);
  return outcome.kind === "accepted" ? "accepted" : [outcome.message, ...outcome.rules].join(" ");
};

describe("T-14 · the password rules of R-410", () => {
  test.each([
    ["Abcdefghijk1", "accepted"],
    ["abcdefghijkl", "M-35 characterClasses"],
    ["Abcdefgh1!a", "M-35 minimumLength"],
    ["éléphant-vert 42", "accepted"],
    ["ABCDEFGH1234", "M-35 characterClasses"],
    ["", "M-35 minimumLength characterClasses"],
    ["court", "M-35 minimumLength characterClasses"],
  ])("%j: %s", async (password, expected) => expect(await verdict(password)).toBe(expected));
});

describe("SEC-35 · length", () => {
  test("a passphrase of four words and 20 characters needs no other class", async () => {
    expect(await verdict("lune cahier orange vélo")).toBe("accepted");
    expect(await verdict("lunecahierorangevelo")).toBe("accepted");
    expect(await verdict("lunecahierorangevel")).toBe("M-35 characterClasses");
  });

  test("128 characters are accepted, 129 refused, and neither is cut", async () => {
    const long = "lune cahier orange velo 7! ".repeat(8).slice(0, 100);
    const tail = "quatorze moulins tournent loin";
    const exact = (long + tail).slice(0, 128);
    const outcome = await checkPassword(exact, anne);
    expect(outcome).toEqual({ kind: "accepted", password: exact });
    expect(await verdict(`${exact}x`)).toBe("M-35 maximumLength");
  });

  test("an emoji is one character: 128 of them fit, 129 do not", async () => {
    const emoji = [..."😀🚲🌙📒🍊🎻🐘🧭🪁🥨🛶"];
    const password = Array.from({ length: 128 }, (_, at) => emoji[(at * at + at * 3) % 11]).join("");
    expect([...password]).toHaveLength(128);
    expect(await verdict(password)).toBe("accepted");
    expect(await verdict(`${password}😀`)).toBe("M-35 maximumLength");
  });

  test("a megabyte is refused without being read", async () => {
    const spent = processorTime();
    expect(await verdict("aB1!".repeat(250_000))).toBe("M-35 maximumLength");
    expect(spent()).toBeLessThan(20);
  });

  test("accents typed apart from their letters count as the letters they make", async () => {
    const outcome = await checkPassword("e\u0301le\u0301phant-vert 42", anne);
    expect(outcome).toEqual({ kind: "accepted", password: "éléphant-vert 42" });
    expect(await verdict(`A1${"e\u0301".repeat(9)}`)).toBe("M-35 minimumLength");
  });
});

describe("R-410 · a password holds nothing that everyone knows of its owner", () => {
  test.each([
    ["the login's local part", "Xk7-anne.martin!"],
    ["the local part without its dot", "Xk7-AnneMartin!"],
    ["the family name", "Xk7#MARTIN#vR9z"],
    ["a part of a compound name", "Xk7#sophie#vR9z"],
    ["a name without its accents", "Xk7#aubigne#vR9z"],
    ["a name in digits", "Xk7#m4rt1n#vR9z"],
    ["the portal's name", "Xk7#Attache#vR9z"],
  ])("%s", async (_, password) => expect(await verdict(password)).toBe("M-37"));

  test("a name of three letters may occur by chance", async () => {
    const li: PasswordOwner = { email: "li@x.fr", givenName: "Li", familyName: "Ngo", portalName: "Attache" };
    expect(await verdict("Xk7#lingot#vR9z", li)).toBe("accepted");
  });

  test("without names, nothing is personal", async () => {
    expect(await verdict("Xk7#mQ2!vR9z", { email: "", givenName: "", familyName: "", portalName: "" })).toBe(
      "accepted",
    );
  });
});

describe("SEC-35 · the passwords everybody chooses are refused though they meet the other rules", () => {
  test.each([
    "Bienvenue2026!",
    "B1envenue2026!",
    "Motdepasse123!",
    "Mot-de-passe-1",
    "MotDePa$$e2026",
    "P@ssw0rd2026!",
    "Password1234",
    "Welcome12345!",
    "Azertyuiop123!",
    "Qwerty123456!",
    "1Qaz2Wsx3Edc!",
    "Changeme2026!",
    "Printemps2026!",
    "Juillet-2026!",
    "Soleil14071789!",
    "!!Caroline1985",
    "2026Marseille!",
    "Administrateur1",
    "Aaaaaaaaaaa1!",
    "Abc1Abc1Abc1!",
    "12345678901234567890",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "motdepassemotdepasse",
    "azertyuiopqsdfghjklmwxcvbn",
  ])("%s", async (password) => expect(await verdict(password)).toBe("M-37"));

  test("10,000 of them and more meet the policy", () => {
    const leaked = common["passwords-common"].filter((word) => /^[a-z]{7,}$/.test(word));
    const dressed = leaked.flatMap((word) => {
      const capital = word.charAt(0).toUpperCase() + word.slice(1);
      return [`${capital}2026!`, `${capital}1234!`, `${capital}*1985`];
    });
    const meetingThePolicy = new Set(dressed.filter((word) => word.length >= 12));
    expect(meetingThePolicy.size).toBeGreaterThan(10_000);
    expect([...meetingThePolicy].filter((word) => !isCommonPassword(word))).toEqual([]);
  });

  test("what a password manager makes, or words drawn by chance, is never taken for one", () => {
    const random = sequence(41);
    const signs = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!#$%&*+-=?@_";
    const words = common["diceware-common"];
    for (let round = 0; round < 5_000; round++) {
      const drawn = Array.from({ length: 16 }, () => signs[random() % signs.length]).join("");
      const phrase = Array.from({ length: 4 }, () => words[random() % words.length]).join(round % 2 ? " " : "-");
      expect([drawn, phrase].filter(isCommonPassword)).toEqual([]);
    }
  });

  test("SEC-94 · the longest password is judged at once, whatever it is made of", () => {
    for (const piece of ["a", "1", "!", "ab", "a1", "1!", "é", "😀", "abcdefghijklmnopqrstuvwxyzabcdeZ"]) {
      const spent = processorTime();
      isCommonPassword(`${piece.repeat(127).slice(0, 127)}x`);
      expect(spent()).toBeLessThan(50);
    }
  });
});

describe("R-411 · the strength that people are shown", () => {
  test("it is 0 or 1 whenever a rule fails", async () => {
    for (const password of [
      "",
      "a",
      "abcdefghijkl",
      "Vq8#kd0Zp2!",
      "Bienvenue2026!",
      "Xk7#MARTIN#vR9z",
      "x".repeat(129),
    ])
      expect(await strengthOf(password, anne), password).toBeLessThanOrEqual(1);
    expect(await strengthOf("", anne)).toBe(0);
  });

  test("it grows with what is hard to guess", async () => {
    expect(await strengthOf("Abcdefghijk1", anne)).toBeGreaterThanOrEqual(2);
    expect(await strengthOf("Abcdefghijk1", anne)).toBeLessThan(4);
    expect(await strengthOf("éléphant-vert 42", anne)).toBe(4);
    expect(await strengthOf("lune cahier orange vélo", anne)).toBe(4);
  });

  test("an endless password does not freeze the page", async () => {
    const spent = processorTime();
    await strengthOf("aB1-".repeat(32), anne);
    expect(spent()).toBeLessThan(1_500);
  });
});

/** The same numbers at every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
