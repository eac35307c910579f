import { parameters } from '../postfix/parameters';
import type { MainCfDocument } from './document';

/** Deep enough for every real file; Postfix itself gives up at 100. */
const maxDepth = 20;
/** A value that grows beyond this by expansion counts as unknown. */
const maxLength = 10_000;

/**
 * The value of a parameter with `$name`, `${name}` and `$(name)` replaced, from the file or else from the built-in default.
 * Null where it can't be known from this file alone: conditionals, functions, names of which neither knows, endless nesting.
 */
export function effectiveValue(document: MainCfDocument, name: string): string | null {
  return valueOf(document, name, 0);
}

/** The same for a text that stands as a value in the file. */
export function expandValue(document: MainCfDocument, text: string): string | null {
  return expand(document, text, 0);
}

function valueOf(document: MainCfDocument, name: string, depth: number): string | null {
  const setting = document.effective.get(name);
  const text = setting === undefined ? defaultOf(name) : setting.value.text;
  return text === null ? null : expand(document, text, depth);
}

function defaultOf(name: string): string | null {
  return Object.hasOwn(parameters, name) ? (parameters[name]?.default ?? null) : null;
}

function expand(document: MainCfDocument, text: string, depth: number): string | null {
  if (!text.includes('$')) return text;
  if (depth > maxDepth) return null;
  let expanded = '';
  let position = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', position)) {
    expanded += text.slice(position, dollar);
    const reference = referenceAt(text, dollar + 1);
    if (reference === null) return null;
    const value = reference.name === '$' ? '$' : valueOf(document, reference.name, depth + 1);
    if (value === null || expanded.length + value.length > maxLength) return null;
    expanded += value;
    position = reference.end;
  }
  return expanded + text.slice(position);
}

function referenceAt(text: string, from: number): { readonly name: string; readonly end: number } | null {
  if (text[from] === '$') return { name: '$', end: from + 1 };
  const close = text[from] === '{' ? '}' : text[from] === '(' ? ')' : null;
  const start = close === null ? from : from + 1;
  let end = start;
  while (end < text.length && /\w/.test(text.charAt(end))) end++;
  if (end === start) return null;
  if (close === null) return { name: text.slice(start, end), end };
  return text[end] === close ? { name: text.slice(start, end), end: end + 1 } : null;
}
