import type { MainCfDocument, Parameter } from './document';

/** What Jinja, ERB and the like fill in: `{{ name }}`, `{% if %}`, `<%= name %>`, `@@name@@`; never `${{a} == {b}}` of Postfix. */
const placeholder = /(?<![$?:]\s?)\{\{-?\s*[A-Za-z_][^{}]*\}\}|\{[%#][^]*[%#]\}|<%[^]*%>|@@\w+@@/;

/** Whether the line is what a template makes of it, so that nothing can be said of it here. */
export function isTemplated({ line }: Parameter): boolean {
  return hasPlaceholder(line.text);
}

export function hasPlaceholder(text: string): boolean {
  return (text.includes('{') || text.includes('<%') || text.includes('@@')) && placeholder.test(text);
}

/** Whether a template chooses among the lines. */
export function hasBranches(document: MainCfDocument): boolean {
  const known = branching.get(document) ?? (document.text.includes('{%') || document.text.includes('<%'));
  branching.set(document, known);
  return known;
}

/** Rules ask it for each parameter. */
const branching = new WeakMap<MainCfDocument, boolean>();
