/**
 * The name of a field as words, and the forms in which the same is said otherwise: written together (`dateofbirth`), in the
 * plural (`phones`), numbered (`address2`), with a word that adds nothing (`phone_home`).
 */
export function namesOf(name: string): readonly string[] {
  const words = wordsOf(name);
  // Custom headers begin with X-.
  const plain = [words, words.replace(/^x (?=.)/, '')];
  const apart = plain.map((form) =>
    form
      .split(' ')
      .map((word) => takenApart(word) ?? word)
      .join(' '),
  );
  const said = [...plain, ...apart];
  const bare = said.map((form) => form.replace(/ ?\d{1,2}$/, '').replace(ADDS_NOTHING, ''));
  const single = [...said, ...bare].map((form) => form.replace(/(ss|sh|ch|x)es$/, '$1').replace(/([^s])s$/, '$1'));
  return [...new Set([...said, ...bare, ...single.filter((form) => form.length >= 3)])].filter(
    (form) => form !== '' || words === '',
  );
}

/** `dateOfBirth`, `date_of_birth` and `date-of-birth` are `date of birth`; letters lose their accents. */
const wordsOf = (name: string): string =>
  name
    .slice(0, 128)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();

const ADDS_NOTHING =
  / (?:value|text|string|str|raw|plain|field|input|primary|secondary|main|default|home|work|office|private|personal|business|current|new|old|formatted|normali[sz]ed|full|info|data)$/;

/** Words that names of sensitive fields are made of, for those written together. */
const VOCABULARY = new Set(
  `first last middle full given family maiden birth sur legal patient customer card holder cardholder user login
  name phone mobile cell home work fax contact telephone tel number no num nr date of day place bank account acct credit
  debit passport driver drivers driving licence license social security routing tax national identity id identification
  address street line zip post postal code shipping billing delivery mailing medical record chart insurance mail email
  new old current confirm password pass word secret api access key token refresh client session verification one time pin ip mac device serial
  vehicle engine annual monthly gross net income salary marital status blood type group diagnosis icd code swift bic iban
  ssn sin nhs npi dob cvv cvc`.split(/\s+/),
);
const LONGEST = 14;

/** `phonenumber` as `phone number`; undefined when it is not made of known words, or is one. */
function takenApart(text: string): string | undefined {
  if (text.length < 6 || text.length > 40 || !/^[a-z]+$/.test(text) || VOCABULARY.has(text)) return undefined;
  // best[end]: the fewest words that make up the text until there.
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= text.length; end++) {
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const before = best[start];
      const word = text.slice(start, end);
      if (before === undefined || !VOCABULARY.has(word)) continue;
      const known = best[end];
      if (known === undefined || known.length > before.length + 1) best[end] = [...before, word];
    }
  }
  return best[text.length]?.join(' ');
}
