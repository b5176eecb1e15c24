import { createPhrases, surest, type MarkedPhrase } from '../phrases.ts';

interface OutputForm extends MarkedPhrase {
  readonly command: string;
  readonly sure: number;
}

type Row = readonly [command: string, sure: number, literals: string | readonly string[], ...marks: RegExp[]];

/** Where a line begins: of the output itself, or behind the tag of a page that took it up. */
const LINE = String.raw`(?<=^|[\n>])`;
const line = (pattern: string, flags = ''): RegExp => new RegExp(LINE + pattern, flags);
const MODE = String.raw`[dlcbps-](?:[r-][w-][xsS-]){2}[r-][w-][xtT-][.+@]?[ \t]{1,6}\d{1,6}[ \t]{1,12}[\w$.-]{1,40}[ \t]{1,20}[\w$. -]{1,40}[ \t]{1,20}[\d,]{1,16}[ \t]{1,6}`;

/** What the programs print, in the words of their sources and the POSIX formats (POSIX.1-2024, id, ls, uname, ps, df). */
const ROWS: readonly Row[] = [
  ['id', 0.97, 'gid=', /\buid=\d{1,10}(?:\([\w$.@\\-]{1,60}\))? gid=\d{1,10}\([\w$. @\\-]{1,60}\)/],
  [
    'whoami',
    0.9,
    ['nt authority\\', 'iis apppool\\', 'nt service\\'],
    /^\s{0,8}(?:nt authority\\(?:system|network service|local service)|iis apppool\\[\w .-]{1,60}|nt service\\[\w$-]{1,60})\s{0,8}$/i,
  ],
  [
    'ls -l',
    0.9,
    ['rwx', 'rw-', 'r-x', 'r--'],
    line(MODE),
    line(String.raw`total \d{1,9}\r?\n|${LINE}${MODE}[^\n]{4,300}\r?\n${MODE}`),
  ],
  [
    'dir',
    0.95,
    ['directory of ', 'volume serial number'],
    /\bDirectory of [A-Za-z]:\\[^\n<]{0,240}/,
    /\bVolume (?:in drive [A-Z]|Serial Number is)|<DIR>|&lt;DIR&gt;|\d File\(s\)/,
  ],
  [
    'uname -a',
    0.95,
    ['gnu/linux', ' smp ', 'darwin kernel version', 'unknown linux'],
    line(
      String.raw`(?:Linux|Darwin|FreeBSD|OpenBSD|SunOS) [\w.-]{1,80} \d{1,3}\.\d{1,3}[\w.+~-]{0,60} [^\n]{0,200}(?:x86_64|aarch64|amd64|i[3-6]86|armv\d\w?|arm64|RELEASE_\w{3,20})`,
    ),
  ],
  [
    'ping',
    0.85,
    ['bytes of data', 'packets transmitted', 'data bytes', 'packets: sent = '],
    /\bPING [\w.:-]{1,253} \(?[\w.:%-]{2,60}\)?[: ][^\n]{0,40}\b(?:bytes of data|data bytes)|\bPinging [\w.:-]{1,253}(?: \[[\w.:%]{2,60}\])? with \d{1,6} bytes of data|\b\d{1,9} packets transmitted, \d{1,9} (?:packets )?received/,
    /\bpackets transmitted|\bbytes from [\w.:(]|\bReply from \S|\btime[=<]\d|Packets: Sent/,
  ],
  [
    'ifconfig',
    0.95,
    ['<up,', '<loopback,up', ',up,', 'inet addr:'],
    line(
      String.raw`(?:\d{1,3}: )?[\w.@-]{1,20}:? (?:flags=\d{1,6})?<(?:[A-Z_]{2,20},){0,10}[A-Z_]{2,20}>|[\w.-]{1,20} {2,12}Link encap:`,
    ),
    /\b(?:inet6?|link\/(?:ether|loopback)) /,
  ],
  [
    'ipconfig',
    0.95,
    'windows ip configuration',
    /\bWindows IP Configuration\b/,
    /\bIPv4 Address(?:\. ?){2,20}|\bSubnet Mask(?: \.){2,20}|\bHost Name (?:\. ){2,20}/,
  ],
  [
    'ps',
    0.95,
    ['pid ', '%cpu'],
    line(
      String.raw`(?:\s{0,6}UID {2,12}PID {2,8}PPID|USER {2,12}PID %CPU %MEM|\s{0,6}PID (?:TTY {3,14}TIME CMD|USER {2,8}TIME {1,4}COMMAND)|Image Name {6,30}PID Session Name)`,
    ),
  ],
  [
    'netstat',
    0.95,
    ['recv-q', 'foreign address'],
    line(
      String.raw`(?:Proto Recv-Q Send-Q Local Address|Netid\s{1,4}State\s{1,4}Recv-Q|State\s{1,8}Recv-Q\s{1,4}Send-Q|\s{0,4}Proto {2}Local Address {4,20}Foreign Address)`,
    ),
  ],
  [
    'mount',
    0.9,
    [' on /proc type', ' on /sys type', ' on / type'],
    line(String.raw`[\w./-]{1,80} on \/\S{0,120} type [\w.]{2,20} \([\w,=/:.-]{2,400}\)`),
  ],
  ['top', 0.95, 'load average', line(String.raw`top - \d\d:\d\d:\d\d up `)],
  ['df', 0.95, 'mounted on', line(String.raw`Filesystem {2,40}(?:1K-blocks|1024-blocks|512-blocks|Size) {1,12}Used`)],
  ['free', 0.95, 'buff/cache', line(String.raw` {4,20}total {4,12}used {4,12}free {2,12}shared {1,6}buff\/cache`)],
  ['uptime', 0.85, 'load average', /\b\d\d:\d\d:\d\d up [^\n]{3,60}, {1,4}\d{1,4} users?, {1,4}load averages?: \d/],
  ['w', 0.9, 'login@', line(String.raw`USER {4,12}TTY {4,12}FROM {4,20}LOGIN@`)],
  [
    'env',
    0.9,
    ['pwd=/', 'home=/', 'shlvl='],
    line(String.raw`(?:PATH=\/|HOME=\/|PWD=\/|SHLVL=\d)[^\n]{0,600}\n`),
    /(?:\n[A-Z_][\w]{1,60}=[^\n]{0,600}){2}/,
  ],
  [
    'set',
    0.9,
    ['comspec=', 'systemroot='],
    line(String.raw`(?:ComSpec|SystemRoot|windir)=[A-Za-z]:\\[^\n]{0,200}\n`, 'i'),
    /\n(?:PATHEXT|OS|PROCESSOR_ARCHITECTURE|TEMP|windir|SystemDrive)=/i,
  ],
  [
    'ver',
    0.85,
    'microsoft windows [version',
    line(String.raw`\s{0,4}Microsoft Windows \[Version \d{1,2}\.\d{1,2}\.\d{3,6}`),
  ],
  ['systeminfo', 0.95, 'os name:', line(String.raw`Host Name: {4,30}\S`), /\nOS Name: {4,30}Microsoft/],
  ['dig', 0.9, ['answer section', 'got answer'], /^;; (?:ANSWER SECTION|Got answer|->>HEADER<<-)/m],
  [
    'nslookup',
    0.85,
    'authoritative answer',
    line(String.raw`Server:\s{1,12}\S{1,200}\s{0,4}\r?\nAddress(?:es)?:\s{1,12}\S`),
    /\bName:\s{1,12}\S{1,253}\s{0,4}\r?\nAddress/,
  ],
  [
    'traceroute',
    0.85,
    ['hops max', 'maximum of '],
    /\btraceroute6? to \S{1,253} \([\w.:]{2,60}\), \d{1,3} hops max|\bTracing route to \S{1,253} (?:\[[\w.:]{2,60}\] )?over a maximum of/,
  ],
  ['net user', 0.9, 'user accounts for', /\bUser accounts for \\\\[\w.-]{1,60}\s{1,8}-{10}/],
  [
    'a shell that knows no such command',
    0.9,
    ['command not found', ': not found', ': inaccessible or not found'],
    line(
      String.raw`(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z|c|tc)?sh: (?:(?:line )?\d{1,5}: )?[^\s:]{1,80}: (?:command not found|not found|inaccessible or not found)`,
    ),
  ],
  [
    'a shell that cannot read the line',
    0.9,
    ['syntax error', 'unexpected eof', 'unterminated quoted'],
    line(
      String.raw`(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh: (?:-c: )?(?:(?:line )?\d{1,5}: )?(?:syntax error|Syntax error|unexpected EOF|parse error)`,
    ),
  ],
  [
    'cmd.exe that knows no such command',
    0.95,
    'is not recognized as an internal',
    /'[^'\n]{1,120}' is not recognized as an internal or external command/,
  ],
  [
    'PowerShell',
    0.9,
    'is not recognized as the name of a cmdlet',
    /\bis not recognized as (?:the|a) name of a cmdlet, function, script file/,
  ],
];

const OUTPUTS = createPhrases<OutputForm>(
  ROWS.map(([command, sure, literals, ...marks]) => ({
    command,
    sure,
    literals: typeof literals === 'string' ? [literals] : literals,
    marks,
  })),
);

export const OUTPUT_LITERALS = OUTPUTS.literals;

export interface FoundOutput {
  readonly command: string;
  readonly sure: number;
  readonly from: number;
  readonly to: number;
}

/** What a command of the system printed, the surest. */
export function readOutput(text: string): FoundOutput | undefined {
  const found = surest(OUTPUTS, text);
  return found && { command: found.phrase.command, sure: found.phrase.sure, from: found.from, to: found.to };
}
