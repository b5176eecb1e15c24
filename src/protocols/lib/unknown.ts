const THING = '(?:operation|method|procedure|action|function|dispatch)';
const FORMS = [
  `\\b(?:no|unknown|unrecogni[sz]ed|unsupported|undefined|invalid) (?:such )?(?:soap )?${THING}\\b`,
  `\\b${THING}s?\\b.{0,80}\\b(?:not (?:be )?(?:found|supported|exist|recogni[sz]ed|implemented|defined|known|present|available)|unknown)\\b`,
  `\\b(?:not|cannot|can't) (?:recogni[sz]e|find)\\b.{0,80}${THING}`,
];
const UNKNOWN = new RegExp(FORMS.join('|'), 'i');

/** Whether a fault's text says, in the words servers have for it, that there is no such operation. */
export const saysUnknown = (text: string): boolean => UNKNOWN.test(text.slice(0, 2_000));
