import type { Location } from 'vscode-languageserver/node';
import type { Structure, Subject } from '../language/structure';
import { structureOf } from '../languages/structures';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toRange } from './positions';
import { otherTexts } from './site/site-texts';

/** More settings of one parameter than any file has. */
const mostSettings = 1_000;

/**
 * `textDocument/definition`: where a parameter is set, the setting that counts. One that this file does not set may be set in
 * the other of main.cf and master.cf.
 */
export function registerDefinition(context: ServerContext): void {
  context.connection.onDefinition(({ textDocument, position }, token) =>
    askStructure<Location>(context, 'definition', textDocument, token, async ({ open, parsed, structure }) => {
      const subject = structure.subjectAt(parsed, open.lines.offsetAt(position));
      if (subject?.kind !== 'parameter') return [];
      const own = settingIn(structure, parsed, subject);
      if (own !== undefined) return [{ uri: open.uri, range: toRange(open, own.span) }];
      const site = await context.sites.of(open.uri);
      const others = site === null ? [] : otherTexts(context, site, open.uri);
      return others.flatMap(({ uri, language, document, lines }): Location[] => {
        const other = structureOf(language);
        const found = other === null ? undefined : settingIn(other, document, subject);
        return found === undefined ? [] : [{ uri, range: toRange({ lines }, found.span) }];
      });
    }),
  );
}

/** Of several settings the last one counts. */
function settingIn(structure: Structure, document: Parameters<Structure['occurrences']>[0], subject: Subject) {
  return structure.occurrences(document, subject, mostSettings).findLast(({ kind }) => kind === 'definition');
}
