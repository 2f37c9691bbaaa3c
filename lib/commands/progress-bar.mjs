/** A bar on the terminal; where there is none, a line for each tenth. */
export function progressBar(out = process.stdout) {
  const startedAt = performance.now();
  let told = -1;
  const line = (share, words) => {
    const full = Math.round(share * 40);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return `[${"#".repeat(full)}${".".repeat(40 - full)}] ${Math.round(share * 100)} %, ${seconds} s, ${words}`;
  };
  return {
    show: (written, expected, words) => {
      const share = Math.min(1, written / expected);
      const step = Math.floor(share * (out.isTTY ? 100 : 10));
      if (step === told) return;
      told = step;
      const text = line(share, words);
      out.write(out.isTTY ? `\r${text.padEnd(90)}` : `${text}\n`);
    },
    end: () => {
      out.write(out.isTTY ? "\n" : "");
    },
  };
}
