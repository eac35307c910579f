import type { Highlight } from '../language/structure';
import { spanInLine } from '../text/logical-lines';
import type { MainCfDocument, Parameter } from './document';

/** Where the parameter at the offset is set, and where `$name`, `${name…}` and `$(name…)` use it (postconf(5)). */
export function mainCfHighlights(document: MainCfDocument, offset: number): readonly Highlight[] {
  const { parameters } = document;
  const at = parameters.find(({ line }) => line.span.start <= offset && offset <= line.span.end);
  const name = at && namesIn(at).find(({ span }) => span.start <= offset && offset <= span.end)?.name;
  if (name === undefined) return [];
  return parameters.flatMap((parameter) => namesIn(parameter).filter((each) => each.name === name));
}

interface Named extends Highlight {
  readonly name: string;
}

/** What a line names, in its order. */
function namesIn({ line, name }: Parameter): readonly Named[] {
  const own: Named[] = name.text === '' ? [] : [{ name: name.text, span: name.span, kind: 'definition' }];
  // `$$` stands for a dollar sign.
  const uses = [...line.text.matchAll(/\$\$|\$[{(]?(\w+)/g)].flatMap((match): readonly Named[] => {
    const [whole, used] = match;
    if (used === undefined) return [];
    const end = match.index + whole.length;
    return [{ name: used, span: spanInLine(line, end - used.length, end), kind: 'use' }];
  });
  return [...own, ...uses];
}
