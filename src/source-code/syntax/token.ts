/** What all four lexers give: comments and layout are gone, strings are read, brackets are single tokens. */
export type TokenKind = 'name' | 'text' | 'number' | 'mark' | 'line' | 'indent' | 'dedent' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a string without interpolation its value. */
  readonly text: string;
  /** Of a string: values and the tokens of interpolated expressions, in order. */
  readonly parts?: readonly TextPart[];
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Nothing but space stands before it on its line. */
  readonly first: boolean;
}

export type TextPart = string | readonly Token[];

/** Source text to tokens. Never throws: what it cannot read it passes over, an unclosed string ends with its line. */
export type Lexer = (source: string) => readonly Token[];
