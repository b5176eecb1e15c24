import { PATTERN_TARGETS, type Weight } from './commands.ts';
import { TRICKS } from './shell-scanner.ts';
import type { ShellWord } from './simple-commands.ts';

/** How the words behind a command look: fitting for a shell, possible, or like a sentence going on. */
export type Fit = 'none' | 'fitting' | 'loose' | 'prose';

export function fitOf(name: string, weight: Weight, args: readonly ShellWord[]): Fit {
  const [first, second] = args;
  if (first === undefined) return 'none';
  if (
    (Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined)?.test(
      args
        .slice(0, 2)
        .map((arg) => arg.text)
        .join(' '),
    ) === true
  )
    return 'fitting';
  const plain = args.filter((arg) => PLAIN_WORD.test(arg.raw)).length;
  if (TALKING.has(name)) return plain > 4 ? 'prose' : isShellLike(first) || isQuoted(first) ? 'fitting' : 'loose';
  if (isShellLike(first)) return plain > 3 ? 'prose' : 'fitting';
  if (NUMBERED.has(name) && /^\d+(?:\.\d+)?[smh]?$/.test(first.text)) return plain > 0 ? 'loose' : 'fitting';
  if (plain > (weight === 3 ? 3 : 2)) return 'prose';
  if (args.length === 1) return weight >= 2 && NAME_LIKE.test(first.text) ? 'fitting' : 'loose';
  if (second !== undefined && isShellLike(second)) return weight >= 2 || plain === 0 ? 'fitting' : 'loose';
  return plain > 1 ? 'prose' : 'loose';
}

/** Programs that take a word for what they are to do, and then the names of things. */
const SUBCOMMANDS: Readonly<Record<string, RegExp>> = {
  net: /^(?:user|users|localgroup|group|view|share|use|accounts|start|stop|session|time|config)\b/i,
  reg: /^(?:add|query|delete|export|save|import|load|copy)\b/i,
  netsh: /^(?:firewall|advfirewall|interface|wlan|int|http|winsock|add|show)\b/i,
  sc: /^(?:query|create|stop|start|config|delete|qc|\\\\)/i,
  wmic: /^(?:process|os|service|useraccount|qfe|product|computersystem|logicaldisk)\b/i,
  ip: /^(?:a|addr|address|route|link|neigh)\b/i,
  regedit: /^\/[a-z]\b/i,
  apt: /^(?:install|update|list)\b/i,
  systemctl: /^(?:status|start|stop|enable|disable|list-units)\b/i,
  docker: /^(?:run|ps|exec|images)\b/i,
};

/** Commands whose arguments are words to be said. */
const TALKING: ReadonlySet<string> = new Set([
  'echo',
  'print',
  'printf',
  'write-output',
  'write-host',
  'logger',
  'wall',
]);
/** Commands that take a number first. */
const NUMBERED: ReadonlySet<string> = new Set([
  'sleep',
  'timeout',
  'kill',
  'ping',
  'seq',
  'start-sleep',
  'usleep',
  'chmod',
  'factor',
]);
const PLAIN_WORD = /^["'(]?[A-Za-z]+(?:['’][a-z]+)?[,.:!?)"']*$/;
/** A host, a file with its ending. */
const NAME_LIKE = /^[\w-]+(?:\.[\w-]+)+$/;

/** An option, a path, an address, a parameter, a file name pattern. */
const isShellLike = (word: ShellWord): boolean => SHELL_LIKE.test(word.raw) || word.tricks !== 0;
const SHELL_LIKE =
  /^(?:["']?(?:-{1,2}[A-Za-z0-9?]|\/[\w?*.[]|\/$|\.{1,2}(?:\/|\\|$)|~(?:\/|$)|[A-Za-z]:(?:[\\/]|$)|\\\\\w|(?:https?|ftp):\/\/|\d{1,3}(?:\.\d{1,3}){3}|%\w|\$\w|\*\.?)|@[\w.]+$|\+%|[\w.-]+\/[\w.-]+\.\w|localhost\b)/;
const isQuoted = (word: ShellWord): boolean => /^["'].*["']$/.test(word.raw);

/** Files and devices that only somebody looking around asks for; the first ones no script of a developer names. */
export type Target = 'none' | 'system' | 'crown';

export function targetOf(word: ShellWord): Target {
  if (word.text.length > 512) return 'none';
  const text = word.text.toLowerCase();
  if (
    CROWN.test(text) ||
    ((word.tricks & TRICKS.escape) !== 0 && CROWN.test(word.raw.toLowerCase().replaceAll('\\', '/')))
  )
    return 'crown';
  if ((word.tricks & TRICKS.glob) !== 0 && text.includes('/') && matchesTarget(text)) return 'crown';
  return SYSTEM.test(text) ? 'system' : 'none';
}

const CROWN =
  /\/etc\/(?:passwd|shadow|gshadow|sudoers|master\.passwd|cron)|\/dev\/(?:tcp|udp)\/|\/proc\/self\/|\.ssh\/(?:id_|authorized)|id_rsa\b|\.aws\/credentials|(?:^|\/)(?:boot|win)\.ini$|windows\/(?:win\.ini|system\.ini|system32\/(?:drivers|config)|repair)|\/\.bash_history|^rf \/$/;
const SYSTEM =
  /^\/(?:etc\/(?:hosts|group|issue|hostname|motd|fstab|profile|resolv\.conf|[a-z]+-release|ssh|apache2|nginx|mysql)|proc\/|root(?:\/|$)|var\/log\/|bin\/(?:ba|z|k|c|tc|da|a)?sh$|var\/www|sys\/)|^\/(?:etc|home|var|tmp|boot|dev)?\/?$/;

/** True when a file name pattern, which begins at the root, would match one of the programs and files it is used for. */
export function matchesTarget(pattern: string): boolean {
  if (!/^\/[^/]*[?*[][^/]*|\/[^/]*[?*[]/.test(pattern) || pattern.length > 64) return false;
  return PATTERN_TARGETS.some((target) => matchesPattern(pattern, target));
}

/** File name matching (POSIX.1-2024 XCU 2.14) in two pointers: a star gives back one character at a time. */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const step = matchOne(pattern, p, text[t]!);
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (step > 0) {
      p += step;
      t++;
    } else if (star >= 0 && text[resume] !== '/') {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Characters of the pattern that match the character: a class counts as long as it is written; 0 when none do. */
function matchOne(pattern: string, at: number, char: string): number {
  if (pattern[at] === '?') return char === '/' ? 0 : 1;
  if (pattern[at] !== '[') return pattern[at] === char ? 1 : 0;
  const close = pattern.indexOf(']', at + 2);
  if (close < 0) return char === '[' ? 1 : 0;
  const inside = pattern.slice(at + 1, close);
  const negated = /^[!^]/.test(inside);
  let found = false;
  for (let i = negated ? 1 : 0; i < inside.length && !found; i++) {
    const ranges = inside[i + 1] === '-' && i + 2 < inside.length;
    found = ranges ? char >= inside[i]! && char <= inside[i + 2]! : char === inside[i];
    if (ranges) i += 2;
  }
  return found !== negated && char !== '/' ? close + 1 - at : 0;
}
