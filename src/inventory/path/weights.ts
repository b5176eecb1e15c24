/**
 * What each piece of evidence adds to the log-odds that a word in a path is a parameter's value. Fitted by logistic regression
 * (L2) over words at known places: traffic generated from made-up and foreign vocabularies (`bench/lib/api-traffic.ts`), and
 * that of 30 published APIs with all, half and none of `vocabulary.ts`, so that no word list carries the judgement; each with
 * and without bodies, whole and the first tenth, after one pass and after two. On hosts left out of the fit 0.5 % of words are
 * judged wrongly with the vocabulary, 1.3 % without, 2.1 % without bodies either. Rounded to tenths, `parent:version` and
 * `same-below` cut to 5 and 6; `crowd` was fitted for a usual count of 4. The three forms that `place.ts` decides are not
 * fitted. `text` is what a person reads in "because".
 */
export const WEIGHTS: Readonly<Record<string, { readonly weight: number; readonly text: string }>> = {
  base: { weight: -0.8, text: '' },
  'form:version': { weight: -6, text: 'is written like a version' },
  'form:small-number': { weight: 3, text: 'is a number beside other ids, or after a collection' },
  'form:format': { weight: 3, text: 'the same name with several file extensions' },
  'form:encoded': { weight: 1.4, text: 'holds characters that routes are not named with' },
  'form:code': { weight: 3.6, text: 'is written like a code' },
  'form:handle': { weight: 2.4, text: 'is written like a user name' },
  'form:numbered-slug': { weight: 1.4, text: 'is a slug that ends in a number' },
  'form:long-slug': { weight: -0.9, text: 'is a slug of several words' },
  'form:two-words': { weight: -2.1, text: 'is two joined words' },
  'form:word': { weight: -2.3, text: 'is a plain word' },
  'form:plural': { weight: -3.5, text: 'is a plural, as collections are named' },
  'form:camel-case': { weight: -1, text: 'is written in camel case' },
  known: { weight: -3.4, text: 'is made of words that APIs name routes with' },
  'key-parts': { weight: -1.6, text: 'is made of words that name fields of this API' },
  'in-keys': { weight: -2.5, text: 'is the name of a field in this API' },
  'value-parts': { weight: 2.6, text: 'is made of words that values of this API are made of' },
  'in-values': { weight: 2.6, text: 'is the value of a field in this API' },
  'parent:start': { weight: 0.7, text: '' },
  'parent:version': { weight: -5, text: 'follows the version' },
  'parent:collection': { weight: 2.7, text: 'follows a collection' },
  'parent:route': { weight: 2, text: '' },
  'parent:parameter': { weight: 0.7, text: '' },
  'leads-to-ids': { weight: -1, text: 'leads straight to ids, as collections do' },
  'only-writes': { weight: -0.4, text: 'is only written to, as actions are' },
  'ends-here': { weight: -0.9, text: 'nothing follows it' },
  'many-methods': { weight: 2, text: 'is read and written' },
  alone: { weight: -0.3, text: 'always the same word' },
  'beside-ids': { weight: -0.2, text: 'stands beside ids, as named exceptions do' },
  'like-ids': { weight: 1.4, text: 'answers like the ids beside it' },
  peers: { weight: 0.4, text: 'stands beside other words of its kind' },
  crowd: { weight: 2.6, text: 'each of these words is rare' },
  'same-form': { weight: 1.5, text: 'is written like its siblings' },
  alike: { weight: 0.4, text: 'answers like single siblings of it' },
  'same-fields': { weight: 2.2, text: 'answers and takes the same fields as its siblings' },
  'same-below': { weight: 6, text: 'leads to the same routes as several siblings' },
  'value-elsewhere': { weight: 1.7, text: 'is a parameter value at another place of this API' },
  'route-elsewhere': { weight: -1.1, text: 'is a route at another place of this API' },
  'value-parts-elsewhere': { weight: 2.2, text: 'is made of the words of other values in paths of this API' },
  'route-parts-elsewhere': { weight: -2.6, text: 'is made of the words of other routes of this API' },
};
