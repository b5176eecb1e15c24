/**
 * A pattern of the owner's as a question: `*` is anything but `/`, `**` anything, `{name}` any parameter. `and-below` also
 * takes what lies under it.
 */
export function globMatcher(pattern: string, reach: 'whole' | 'and-below'): (text: string) => boolean {
  const bare = reach === 'and-below' && pattern.length > 1 ? pattern.replace(/\/+$/, '') : pattern;
  const source = bare
    .replaceAll(/\*{2,}/g, '**')
    .split(/(\*\*|\*|\{[^{}/]*\})/)
    .map((part) => {
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (/^\{[^{}/]*\}$/.test(part)) return '\\{[^{}/]*\\}';
      return part.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
    })
    .join('');
  const below = reach === 'and-below' && !bare.endsWith('**') ? (bare === '/' ? '.*' : '(?:/.*)?') : '';
  const expression = new RegExp(`^${source}${below}$`, 's');
  return (text) => expression.test(text);
}
