import { EXIT } from './exit-codes.ts';

const ONE_SIGNAL_MS = 500;

/**
 * Waits for Ctrl-C (or TERM, HUP), then stops cleanly; a second one ends at once. A stop by signal is how a server ends,
 * so the exit code is 0; 130 when it was cut short. With `reload`, HUP means that instead.
 */
export function untilStopped(
  stop: () => Promise<void>,
  say: (text: string) => void,
  reload?: () => Promise<void>,
): Promise<number> {
  return new Promise((resolve) => {
    let began: number | undefined;
    const end = (): void => {
      // One Ctrl-C can arrive twice: from the terminal to the group, and passed on by the parent.
      if (began !== undefined && Date.now() - began < ONE_SIGNAL_MS) return;
      if (began !== undefined) return process.exit(EXIT.interrupted.code);
      began = Date.now();
      say('stopping: finishing open requests and writing what is left (again to stop at once)');
      stop().then(
        () => resolve(EXIT.done.code),
        (error: unknown) => {
          say(`stopping failed: ${error instanceof Error ? error.message : String(error)}`);
          resolve(EXIT.failed.code);
        },
      );
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
    process.on('SIGHUP', reload === undefined ? end : () => void reload());
  });
}
