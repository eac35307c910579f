import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { askAssistance } from './ask-assistance';
import type { ServerContext } from './context';
import { toRange } from './positions';

/** `textDocument/hover`. */
export function registerHover(context: ServerContext): void {
  const kind = context.client.hoverMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  context.connection.onHover((params, token) =>
    askAssistance<Hover>(context, 'hover', params, token, ({ open, parsed, offset, assistance, versions }) => {
      const hover = assistance.hover(parsed, offset, versions);
      return hover && { contents: { kind, value: hover.markdown }, range: toRange(open, hover.span) };
    }),
  );
}
