import { foldsOf } from '../language/folding';
import { tidyBlanks } from '../language/format-lines';
import { underHeadings } from '../language/headings';
import { type NamedOccurrence, namesBehindDollar } from '../language/names-behind-dollar';
import { selectionsAround } from '../language/selections';
import type { Structure } from '../language/structure';
import { holds } from '../text/editor-line';
import type { MasterCfDocument, Service } from './document';
import { masterCfNames, serviceAt } from './names';

/** What an editor asks of a master.cf besides its findings. */
export const masterCfStructure: Structure<MasterCfDocument> = {
  outline(document, most) {
    const items = document.services.slice(0, most).flatMap(({ name, type, command, line }) =>
      name.text === ''
        ? []
        : [
            {
              name: name.text,
              detail: [type?.text ?? '', command?.text ?? ''].filter((text) => text !== '').join(' '),
              kind: 'entry' as const,
              span: line.span,
              nameSpan: name.span,
              children: [],
            },
          ],
    );
    return underHeadings(document, items, most);
  },
  folds: foldsOf,
  nameKind: 'entry',
  names: masterCfNames,
  selections(document, offset) {
    const service = serviceAt(document, offset);
    if (service === null) return selectionsAround(document, offset, []);
    const { name, fields, arguments: words, overrides } = service;
    const option = overrides.find(({ span }) => holds(span, offset));
    const parts = [name, ...fields, ...words, ...(option === undefined ? [] : [option, option.name, option.value])];
    return selectionsAround(
      document,
      offset,
      parts.filter(({ span }) => holds(span, offset)).map(({ span }) => span),
    );
  },
  // The grammar knows all that there is.
  tokens: () => [],
  subjectAt(document, offset) {
    const service = serviceAt(document, offset);
    const named = service === null ? undefined : namesIn(service).find(({ span }) => holds(span, offset));
    return named !== undefined ? { kind: 'parameter', name: named.name, isShared: false } : null;
  },
  occurrences: ({ services }, { name }, most) =>
    services.flatMap((service) => namesIn(service).filter((named) => named.name === name)).slice(0, most),
  // A value in braces keeps its blanks.
  format: (document) => tidyBlanks(document, ({ indented, text }) => indented || text.includes('{')),
};

/** The parameters that a service sets or uses, in the order of the line. */
function namesIn({ line, overrides }: Service): readonly NamedOccurrence[] {
  const set = overrides
    .filter(({ name }) => name.text !== '')
    .map(({ name }): NamedOccurrence => ({ name: name.text, span: name.span, kind: 'definition' }));
  const isApart = ({ span }: NamedOccurrence): boolean =>
    !set.some((each) => each.span.start < span.end && span.start < each.span.end);
  return [...set, ...namesBehindDollar(line).filter(isApart)].sort((a, b) => a.span.start - b.span.start);
}
