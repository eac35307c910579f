/** What Jinja, ERB and the like fill in: `{{ name }}`, `{% if %}`, `<%= name %>`, `@@name@@`; never `${{a} == {b}}` of Postfix. */
const placeholder = /(?<![$?:]\s?)\{\{-?\s*[A-Za-z_'"([][^{}]*\}\}|\{[%#][^]*[%#]\}|<%[^]*%>|@@\w+@@/;

/** Whether a line is what a template makes of it, so that nothing can be said of it here. */
export function hasPlaceholder(text: string): boolean {
  return (text.includes('{') || text.includes('<%') || text.includes('@@')) && placeholder.test(text);
}

/** Whether a template chooses among the lines. */
export function hasBranches(document: { readonly text: string }): boolean {
  const known = branching.get(document) ?? (document.text.includes('{%') || document.text.includes('<%'));
  branching.set(document, known);
  return known;
}

/** Rules ask it for each parameter. */
const branching = new WeakMap<object, boolean>();
