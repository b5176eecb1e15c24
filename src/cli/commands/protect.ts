import path from 'node:path';
import { loadConfig, startProtection } from '../../app/index.ts';
import { CodedError } from '../../model/index.ts';
import { baseFolder, text, type Context, type Options } from '../context.ts';
import { untilStopped } from '../lifetime.ts';

export async function protect(context: Context, [upstream]: readonly string[], options: Options): Promise<number> {
  const config = await loadConfig(text(options, 'config'), {
    upstream,
    listen: text(options, 'listen'),
    console: text(options, 'console'),
    data:
      context.data ??
      (text(options, 'config') === undefined ? path.join(baseFolder(), '.sallyport', 'data') : undefined),
    mode: text(options, 'mode'),
    policy: text(options, 'policy'),
    trustedProxies: options['trustedProxy'],
    clockHeader: text(options, 'clockHeader'),
  });
  if (config.upstream === undefined) throw new CodedError('SP2004', 'no upstream given');
  const running = await startProtection({
    ...config,
    upstream: config.upstream,
    environment: 'default',
    onNotice: context.output.say,
  });
  context.output.object(
    {
      gateway: running.gateway,
      console: running.console,
      link: running.link,
      mode: running.mode,
      data: running.dataFolder,
    },
    () =>
      [
        `gateway  ${running.gateway} → ${config.upstream}   mode ${running.mode}${running.mode === 'monitor' ? ' (watches, refuses nothing; enforce with --mode enforce)' : ''}`,
        `console  ${running.link}   (works once, 10 min; another: ${command('auth link')})`,
        `data     ${running.dataFolder}   Ctrl-C stops it`,
      ].join('\n'),
  );
  return untilStopped(() => running.stop(), context.output.say);
}

/** How the person starts commands: from a clone through npm, or installed. */
export const command = (rest: string): string =>
  process.env['SALLYPORT_ROOT'] === undefined ? `sallyport ${rest}` : `npm start -- ${rest}`;
