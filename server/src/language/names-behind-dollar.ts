import { type LogicalLine, spanInLine } from '../text/logical-lines';
import type { Occurrence } from './structure';

export interface NamedOccurrence extends Occurrence {
  readonly name: string;
}

/** `$$` stands for a dollar sign, and what stands before a brace is a function: `${domain_to_ascii{…}}`. */
const behindDollar = /\$\$|\$(?:[{(]\s*(\w+)(?![\w{])|(\w+))/g;

/** Where `$name`, `${name…}` and `$(name…)` use a parameter in a line, in its order (postconf(5)). */
export function namesBehindDollar(line: LogicalLine): readonly NamedOccurrence[] {
  return [...line.text.matchAll(behindDollar)].flatMap((match): readonly NamedOccurrence[] => {
    const name = match[1] ?? match[2];
    const end = match.index + match[0].length;
    return name === undefined ? [] : [{ name, span: spanInLine(line, end - name.length, end), kind: 'use' }];
  });
}
