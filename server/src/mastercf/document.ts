import type { ParsedDocument } from '../language/rule';
import type { LogicalLine } from '../text/logical-lines';
import type { Span } from '../text/span';

export interface MasterCfDocument extends ParsedDocument {
  /** One for each logical line, in the order of the file. */
  readonly services: readonly Service[];
}

/** One logical line of master.cf: eight fields, and what is handed to the command (master(5)). */
export interface Service {
  readonly line: LogicalLine;
  /** The first field; empty for a line of blanks before a NUL. */
  readonly name: Word;
  /** `unix`, `inet`, as written; null where the line ends before it. */
  readonly type: Word | null;
  /** The seven fields behind the name, as far as the line goes. */
  readonly fields: readonly Word[];
  /** The program, `smtp` or `smtpd`; null where the line ends before it. */
  readonly command: Word | null;
  /** What follows the command, in the order of the line. */
  readonly arguments: readonly Word[];
  /** Every `-o` in the order of the line, sound or not. */
  readonly overrides: readonly Override[];
  /** Why master(8) does not start the service: it drops an indented line, and ends at the other one. Null for a service. */
  readonly defect: 'indented' | 'too-few-fields' | null;
}

/** A parameter of main.cf that one service sees with another value. */
export interface Override {
  /** From the `-o` to the end of its value. */
  readonly span: Span;
  /** Empty where none stands there. */
  readonly name: Word;
  /** Outer blanks left out, `$` as written. */
  readonly value: Word;
  /** Why the service does not start with it; null where it does. */
  readonly defect: 'missing-value' | 'missing-equals' | 'missing-name' | 'missing-brace' | 'text-behind-brace' | null;
}

/** A part of a line; of a word in braces all between and with them. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}
