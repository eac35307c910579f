import type { Span } from '../text/span';

/** A value of a JSON text with its place, so that whoever refuses it can say where it stands. */
export type JsonNode = JsonObject | JsonArray | JsonText | JsonNumber | JsonLiteral;

export interface JsonObject {
  readonly kind: 'object';
  readonly span: Span;
  /** In the order of the text; a name may stand there twice. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly JsonNode[];
}

export interface JsonText {
  readonly kind: 'text';
  readonly span: Span;
  readonly value: string;
}

export interface JsonNumber {
  readonly kind: 'number';
  readonly span: Span;
  readonly value: number;
}

/** `true`, `false` or `null`. */
export interface JsonLiteral {
  readonly kind: 'literal';
  readonly span: Span;
  readonly value: boolean | null;
}

/** A text that is no JSON; the message says what to write instead. */
export class JsonError extends Error {
  override readonly name = 'JsonError';

  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}
