/** A text of which one may want only a part; every string is one. */
export interface TextSource {
  /** In UTF-16 code units. */
  readonly length: number;
  slice(start: number, end: number): string;
  /** The whole text. */
  toString(): string;
}
