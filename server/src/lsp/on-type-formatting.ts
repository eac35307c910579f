import { formatOnType } from '../language/format-on-type';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { languageOptions } from './language-options';
import { toLspEdits } from './positions';

/** `textDocument/onTypeFormatting`; an editor asks where its own setting for that is on (`editor.formatOnType`). */
export function registerOnTypeFormatting(context: ServerContext): void {
  context.connection.onDocumentOnTypeFormatting(({ textDocument, position, ch }, token) =>
    askStructure(context, 'formatting', textDocument, token, ({ open, language, structure, settings }) => {
      const parseOptions = languageOptions(settings).parse;
      const typed = { language, structure, parseOptions, options: settings };
      return toLspEdits(open, formatOnType(typed, { text: open.text, offset: open.lines.offsetAt(position) }, ch));
    }),
  );
}
