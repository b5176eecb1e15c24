/** One line on a terminal that is rewritten; elsewhere a plain line every ten seconds. On stderr. */
export interface Progress {
  show(text: string, fraction: number | undefined): void;
  done(): void;
}

const WIDTH = 24;

export function progressLine(quiet: boolean): Progress {
  if (quiet) return { show: () => {}, done: () => {} };
  const terminal = process.stderr.isTTY === true;
  const began = Date.now();
  let last = terminal ? 0 : began;
  let drawn = false;
  return {
    show(text, fraction) {
      const now = Date.now();
      if (now - last < (terminal ? 100 : 10_000)) return;
      last = now;
      const percent = fraction === undefined ? '' : ` ${String(Math.floor(fraction * 100)).padStart(3)} %`;
      if (!terminal) return void process.stderr.write(`${text}${percent}\n`);
      const filled = Math.round((fraction ?? 0) * WIDTH);
      drawn = true;
      process.stderr.write(
        `\r\u001b[K${fraction === undefined ? '' : `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`}${percent} ${text}`,
      );
    },
    done() {
      if (drawn) process.stderr.write('\r\u001b[K');
    },
  };
}
