import { createRequire } from 'node:module';

interface MarkdownIt {
  render(markdown: string): string;
}

/** VS Code's own Markdown renderer, with HTML allowed and bare links found, which is the worst case. */
const renderer = (
  createRequire(__filename)('markdown-it') as (options: { html: boolean; linkify: boolean }) => MarkdownIt
)({ html: true, linkify: true });

export function renderMarkdown(markdown: string): string {
  return renderer.render(markdown);
}

/** The start tags in their order, attributes included. */
export function tagsOf(html: string): readonly string[] {
  return [...html.matchAll(/<(?!\/)[^>]*>/g)].map(([tag]) => tag);
}

/** The text of the code spans and code blocks, in their order. */
export function codeTexts(html: string): readonly string[] {
  return [...html.matchAll(/<code[^>]*>([^<]*)<\/code>/g)].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}
