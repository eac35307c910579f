import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { admissionRules } from './admission-rules';

it('are told in docs/review.md, all of them and in this order', () => {
  const page = readFileSync(new URL('../../../docs/review.md', import.meta.url), 'utf8');
  const words = { 'needs-change': 'needs change', 'needs-reason': 'needs a reason', off: 'off' };
  const rows = admissionRules.map(({ id, title, preset }) => `| \`${id}\` | ${title} | ${words[preset]} |`);
  expect(page.split('\n').filter((line) => /^\| `[a-z-]+` \|/.test(line))).toEqual(rows);
});
