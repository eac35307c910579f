import { type NamedOccurrence, namesBehindDollar } from '../language/names-behind-dollar';
import type { Occurrence, Subject } from '../language/structure';
import { holds } from '../text/editor-line';
import type { MainCfDocument, Parameter } from './document';

/** The parameter whose name is at the offset. It is one of this file: another main.cf has its own. */
export function mainCfSubjectAt({ parameters }: MainCfDocument, offset: number): Subject | null {
  const at = parameters.find(({ line }) => holds(line.span, offset));
  const named = at && namesIn(at).find(({ span }) => holds(span, offset));
  return named === undefined ? null : { kind: 'parameter', name: named.name, isShared: false };
}

/** Where a parameter is set, and where `$name`, `${name…}` and `$(name…)` use it (postconf(5)). */
export function mainCfOccurrences(
  { parameters }: MainCfDocument,
  subject: Subject,
  most: number,
): readonly Occurrence[] {
  return parameters
    .flatMap((parameter) => namesIn(parameter).filter(({ name }) => name === subject.name))
    .slice(0, most);
}

/** What a line names, in its order. */
function namesIn({ line, name }: Parameter): readonly NamedOccurrence[] {
  const uses = namesBehindDollar(line);
  return name.text === '' ? uses : [{ name: name.text, span: name.span, kind: 'definition' }, ...uses];
}
