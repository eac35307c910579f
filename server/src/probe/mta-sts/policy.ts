import type { MtaStsPolicy } from '../evidence';

/** A policy, or why a text is none, in a sentence that begins with `the policy` or `line 3`. */
export type PolicyResult = { readonly policy: MtaStsPolicy } | { readonly problem: string };

/** RFC 8461 section 3.2. */
const maxMaxAge = 31_557_600;
const extensionName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;
/** Anything but control characters. */
const extensionValue = /^[^\p{Cc}]+$/u;
/** Domain of RFC 5321 section 4.1.2. */
const mxPattern = /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const maxDomain = 253;

interface Field {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/**
 * Reads a policy strictly by RFC 8461 section 3.2: names and values are case-sensitive, unknown fields are ignored, and of
 * a repeated field other than `mx` the first counts.
 */
export function parsePolicy(text: string): PolicyResult {
  const fields = parseFields(text);
  if ('problem' in fields) return fields;
  const first = (name: string): Field | undefined => fields.fields.find((field) => field.name === name);
  if (first('version')?.value !== 'STSv1') return { problem: 'the policy has no version STSv1' };
  const mode = first('mode');
  if (mode === undefined) return { problem: 'the policy has no mode' };
  if (!isMode(mode.value)) return { problem: `line ${mode.line} has a mode that is unknown` };
  const maxAge = first('max_age');
  if (maxAge === undefined) return { problem: 'the policy has no max_age' };
  if (!/^\d{1,10}$/.test(maxAge.value) || Number(maxAge.value) > maxMaxAge) {
    return { problem: `line ${maxAge.line} has a max_age that is no number from 0 to ${maxMaxAge}` };
  }
  const patterns = fields.fields.filter(({ name }) => name === 'mx');
  const bad = patterns.find(({ value }) => !isMxPattern(value));
  if (bad !== undefined) return { problem: `line ${bad.line} has an mx that is no host name` };
  if (patterns.length === 0 && mode.value !== 'none') return { problem: 'the policy names no mx' };
  const mx = [...new Set(patterns.map(({ value }) => value.toLowerCase()))];
  return { policy: { mode: mode.value, maxAge: Number(maxAge.value), mx } };
}

function isMode(value: string): value is MtaStsPolicy['mode'] {
  return value === 'enforce' || value === 'testing' || value === 'none';
}

function isMxPattern(value: string): boolean {
  return value.length <= maxDomain && mxPattern.test(value.toLowerCase());
}

function parseFields(text: string): { readonly fields: readonly Field[] } | { readonly problem: string } {
  const lines = text.split(/\r?\n/);
  // The last line end ends a line, and begins none.
  if (lines.at(-1) === '') lines.pop();
  const fields: Field[] = [];
  for (const [index, content] of lines.entries()) {
    const line = index + 1;
    const colon = content.indexOf(':');
    const name = content.slice(0, Math.max(0, colon));
    const value = withoutBlanks(content.slice(colon + 1));
    if (!extensionName.test(name)) return { problem: `line ${line} is no field of the form NAME: VALUE` };
    if (!extensionValue.test(value)) return { problem: `line ${line} has no value, or control characters in it` };
    fields.push({ line, name, value });
  }
  return { fields };
}

/** WSP of RFC 5234 at both ends goes; without a pattern, which would take its time over a line full of them. */
function withoutBlanks(text: string): string {
  const isBlank = (index: number): boolean => text[index] === ' ' || text[index] === '\t';
  let [start, end] = [0, text.length];
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return text.slice(start, end);
}
