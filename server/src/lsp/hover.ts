import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { paragraphs } from '../text/markdown';
import { askAssistance } from './ask-assistance';
import type { ServerContext } from './context';
import { toRange } from './positions';
import { siteHover } from './site/site-hover';
import { stagedHover } from './staged-hover';
import { verifyHover } from './verify-hover';

/** `textDocument/hover`. */
export function registerHover(context: ServerContext): void {
  const kind = context.client.hoverMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  context.connection.onHover((params, token) =>
    askAssistance<Hover>(context, 'hover', params, token, async ({ open, parsed, offset, assistance, versions }) => {
      const hover = assistance.hover(parsed, offset, versions);
      if (hover === null) return stagedHover(context, open.uri, offset);
      const inForce = await siteHover(context, open, parsed, offset);
      const verified = await verifyHover(context, open.uri, offset);
      const value = paragraphs([verified ?? '', hover.markdown, inForce ?? '']);
      return { contents: { kind, value }, range: toRange(open, hover.span) };
    }),
  );
}
