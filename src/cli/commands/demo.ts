import { rmSync } from 'node:fs';
import path from 'node:path';
import { startDemo } from '../../app/index.ts';
import { CodedError } from '../../model/index.ts';
import { baseFolder, text, type Context, type Options } from '../context.ts';
import { untilStopped } from '../lifetime.ts';
import { command } from './protect.ts';

export async function demo(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const folder = context.data ?? path.join(baseFolder(), '.sallyport', 'demo');
  if (options['reset'] === true) rmSync(folder, { recursive: true, force: true });
  const running = await startDemo({
    data: folder,
    listen: text(options, 'listen'),
    console: text(options, 'console'),
    rate: positive(options, 'rate'),
    seed: positive(options, 'seed'),
    onNotice: context.output.say,
  });
  context.output.object(
    { gateway: running.gateway, console: running.console, link: running.link, mode: running.mode, shop: running.shop },
    () =>
      [
        `Gateway  ${running.gateway}   before the demo shop, mode ${running.mode}; customers and attackers are calling it`,
        `Console  ${running.link}   (works once, 10 min; another: ${command('open')})`,
        `Protect your own API:   ${command('protect http://127.0.0.1:3000')}`,
      ].join('\n'),
  );
  return untilStopped(() => running.stop(), context.output.say);
}

function positive(options: Options, name: string): number {
  const value = Number(options[name]);
  if (!Number.isFinite(value) || value <= 0)
    throw new CodedError('SP0003', `--${name} ${String(options[name])}: give a number above 0`);
  return value;
}
