/** The nth SIRET of a made-up series that passes both keys of R-110 and is in no sample. */
export function siretNumber(n: number): string {
  const siren = withKey(`7${String(n).padStart(7, "0")}`);
  return withKey(`${siren}0001`);
}

/** Appends the digit that makes the Luhn sum right. */
function withKey(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
