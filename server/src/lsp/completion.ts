import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Completion } from '../language/assistance';
import { askAssistance } from './ask-assistance';
import type { ClientFeatures } from './client-features';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toRange } from './positions';

/** What is written before a level, an attribute, a value, one more element of it, and a name in main.cf. */
/** `textDocument/completion`. */
export function registerCompletion(context: ServerContext): void {
  context.connection.onCompletion((params, token) =>
    askAssistance<CompletionList>(
      context,
      'completion',
      params,
      token,
      ({ open, parsed, offset, assistance, versions }) => {
        const completions = assistance.complete(parsed, { text: open.text, offset }, versions);
        return {
          isIncomplete: false,
          items: completions.map((each, index) => toItem(open, each, index, context.client)),
        };
      },
    ),
  );
}

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Reference,
  level: CompletionItemKind.EnumMember,
  attribute: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  name: CompletionItemKind.Constant,
  parameter: CompletionItemKind.Variable,
};

/** `index` keeps the order, which editors else take from the labels. */
function toItem(document: OpenDocument, completion: Completion, index: number, client: ClientFeatures): CompletionItem {
  const { label, kind, detail, markdown, span, newText, snippet } = completion;
  const isSnippet = client.snippets && snippet !== undefined;
  return {
    label,
    kind: kinds[kind],
    sortText: String(index).padStart(4, '0'),
    filterText: label,
    textEdit: { range: toRange(document, span), newText: isSnippet ? snippet : newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(detail === '' ? {} : { detail }),
    ...(markdown === ''
      ? {}
      : {
          documentation: {
            kind: client.completionMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
            value: markdown,
          },
        }),
  };
}
