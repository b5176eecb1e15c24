import path from 'node:path';
import { loadConfig, readSensorFlags, readTlsFlags, startProtection, type Protection } from '../../app/index.ts';
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
    stateless: options['stateless'],
    dataClasses: text(options, 'dataClasses'),
    trustedProxies: options['trustedProxy'],
    clockHeader: text(options, 'clockHeader'),
    tls: await readTlsFlags(text(options, 'tlsCert'), text(options, 'tlsKey')),
    upstreamProtocol: text(options, 'upstreamProtocol'),
    sensors: await readSensorFlags((options['sensor'] as readonly string[] | undefined) ?? []),
  });
  const running = await startProtection({ ...config, environment: 'default', onNotice: context.output.say });
  const given = config.sensors.ingest?.token !== undefined;
  const ingestNote = given
    ? '   token of the settings file'
    : `   token in ${path.join(running.dataFolder, 'ingest.token')}`;
  context.output.object(
    {
      gateway: running.gateway,
      sensors: running.sensors.map(({ listener, url }) => ({ name: listener.name, url })),
      console: running.console,
      link: running.link,
      mode: running.mode,
      data: running.dataFolder,
    },
    () =>
      [
        gatewayLine(running, config),
        ...running.sensors.map(
          ({ listener, url }) => `sensor   ${listener.name} ${url}${listener.name === 'ingest' ? ingestNote : ''}`,
        ),
        `console  ${running.link}   (works once, 10 min; another: ${command('auth link')})`,
        `data     ${running.dataFolder}   Ctrl-C stops it`,
      ].join('\n'),
  );
  const reload = async (): Promise<void> => {
    context.output.say('reading the certificates again');
    await running.reload();
  };
  return untilStopped(() => running.stop(), context.output.say, config.tls && reload);
}

function gatewayLine(
  { gateway, mode }: Protection,
  { upstream, stateless }: { readonly upstream?: string | undefined; readonly stateless: boolean },
): string {
  if (gateway === '')
    return `gateway  none: sensors watch, nothing is refused but what Envoy asks about   mode ${mode}`;
  const hint = mode === 'monitor' ? ' (watches, refuses nothing; enforce with --mode enforce)' : '';
  const alone = stateless ? ', every request judged alone' : '';
  return `gateway  ${gateway} → ${upstream}   mode ${mode}${alone}${hint}`;
}

/** How the person starts commands: from a clone through npm, or installed. */
export const command = (rest: string): string =>
  process.env['SALLYPORT_ROOT'] === undefined ? `sallyport ${rest}` : `npm start -- ${rest}`;
