import { percentDecode } from '../../../lib/text/percent.ts';
import { isMediaType, MEDIA_ENDINGS, SERVER_ENDINGS, SERVER_FILES } from './kinds.ts';

export interface Verdict {
  readonly confidence: number;
  readonly statement: string;
}

/** What file systems and servers cut off or pass over behind an ending: NUL, `;`, `::$DATA`, line ends, dots and blanks. */
const CUT = /[\0-\x1f;:#?%\\/\ufffd\u560a\u560d]|(?:\\[xu]|%u?)[0-9a-f]{2,4}/i;
const LONGEST = 1_024;

/** What a server would make of a file of this name. `type` is the media type sent with it. */
export function askName(given: string, type: string): Verdict | undefined {
  const name = given.length > LONGEST ? given.slice(-LONGEST) : given;
  const decoded = name.includes('%') ? percentDecode(name) : name;
  const base = decoded.replace(/^.*[\\/](?=.)/s, '');
  const lower = base.toLowerCase();
  const plain = lower.replace(/[. \0]+$/, '');
  if (SERVER_FILES.has(plain)) return { confidence: 0.85, statement: `file ${plain} changes what a server does` };
  return askEndings(base, decoded, type);
}

function askEndings(base: string, whole: string, type: string): Verdict | undefined {
  const hidden = askHidden(whole);
  if (hidden !== undefined) return hidden;
  const endings = base
    .replace(/[. ]+$/, '')
    .split('.')
    .slice(1);
  const last = endings.at(-1) ?? '';
  const sure = SERVER_ENDINGS.get(last.toLowerCase());
  const before = endings.slice(0, -1);
  if (sure !== undefined) {
    const media = isMediaType(type) || before.some((ending) => MEDIA_ENDINGS.has(ending.toLowerCase()));
    const oddCase = last !== last.toLowerCase() && last !== last.toUpperCase();
    const trailing = /[. ]$/.test(base);
    const confidence = trailing || media || oddCase ? Math.max(sure, 0.9) : sure;
    return {
      confidence,
      statement: `file ends in .${last}, which servers run${media ? ', and passes for a picture' : ''}${trailing ? ', with dots or blanks that file systems drop' : ''}`,
    };
  }
  // Apache runs `a.php.jpg` where its handler is bound to the ending anywhere in the name.
  const inner = before.findLast((ending) => (SERVER_ENDINGS.get(ending.toLowerCase()) ?? 0) >= 0.75);
  if (inner === undefined) return undefined;
  return MEDIA_ENDINGS.has(last.toLowerCase())
    ? { confidence: 0.8, statement: `file ends in .${inner} before it ends in .${last}` }
    : { confidence: 0.5, statement: `file name holds .${inner}` };
}

/** An ending that servers run, then something that is cut off. */
function askHidden(name: string): Verdict | undefined {
  const parts = name.split('.');
  for (const [at, part] of parts.entries()) {
    if (at === 0) continue;
    const cut = part.search(CUT);
    if (cut <= 0) continue;
    const ending = part.slice(0, cut).trim().toLowerCase();
    if ((SERVER_ENDINGS.get(ending) ?? 0) < 0.75) continue;
    // A folder called so, with a file in it.
    if (/^[\\/]\w/.test(part.slice(cut)) || (part[cut] === ':' && part[cut + 1] === ' ')) continue;
    return { confidence: 0.9, statement: `file ends in .${ending}, with an ending behind it that servers cut off` };
  }
  return undefined;
}
