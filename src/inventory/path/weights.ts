/**
 * What each piece of evidence adds to the log-odds that a word in a path is a parameter's value. Fitted by logistic
 * regression over traffic of 30 published APIs (13,500 words at known places, with and without bodies, whole and the
 * first tenth; 1.7 % wrong on APIs left out of the fit), then rounded; `form:encoded`, `same-below` and what
 * `fixedJudgement` says were set by hand. `text` is what a person reads in "because".
 */
export const WEIGHTS: Readonly<Record<string, { readonly weight: number; readonly text: string }>> = {
  base: { weight: -0.6, text: '' },
  'form:version': { weight: -6, text: 'is written like a version' },
  'form:small-number': { weight: 3, text: 'is a number beside other ids, or after a collection' },
  'form:format': { weight: 3, text: 'the same name with several file extensions' },
  'form:encoded': { weight: 1.5, text: 'holds characters that routes are not named with' },
  'form:code': { weight: 1.8, text: 'is written like a code' },
  'form:handle': { weight: 1.2, text: 'is written like a user name' },
  'form:numbered-slug': { weight: 1.1, text: 'is a slug that ends in a number' },
  'form:long-slug': { weight: 0.2, text: 'is a slug of several words' },
  'form:two-words': { weight: -0.7, text: 'is two joined words' },
  'form:word': { weight: -1.3, text: 'is a plain word' },
  'form:plural': { weight: -1, text: 'is a plural, as collections are named' },
  'form:camel-case': { weight: -0.2, text: 'is written in camel case' },
  known: { weight: -2, text: 'is made of words that APIs name routes with' },
  'all-known': { weight: -1.1, text: '' },
  'in-keys': { weight: -1.3, text: 'is the name of a field in this API' },
  'in-values': { weight: 2.2, text: 'is the value of a field in this API' },
  'parent:start': { weight: -0.3, text: '' },
  'parent:version': { weight: -1.8, text: 'follows the version' },
  'parent:collection': { weight: 0.9, text: 'follows a collection' },
  'parent:route': { weight: 0.6, text: '' },
  'parent:parameter': { weight: -0.1, text: '' },
  peers: { weight: 1.05, text: 'stands beside other words of its kind' },
  crowd: { weight: 0.85, text: 'each of these words is rare' },
  'same-fields': { weight: 2, text: 'answers and takes the same fields as its siblings' },
  'same-next': { weight: 1.6, text: 'has the same methods and continuations as its siblings' },
  'same-below': { weight: 2, text: 'leads to the same routes as several siblings' },
  'only-continues': { weight: 0.4, text: '' },
  'value-elsewhere': { weight: 2, text: 'is a parameter value at another place of this API' },
};
