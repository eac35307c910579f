/** Run by `large-file.test.ts` with little memory: checks a table of the size that is asked for, and tells what it took. */

import { policyLanguage } from '../../server/src/policy/language';

const bytes = Number(process.argv[2]);
const lines: string[] = [];
for (let length = 0, number = 0; length < bytes; number++) {
  // One line in a hundred has a mistake.
  const value = number % 100 === 99 ? 'securee # agreed' : 'secure match=.mx.provider.example';
  const line = `domain-${number}.example ${value}\n`;
  lines.push(line);
  length += line.length;
}
const text = lines.join('');
const start = performance.now();
const document = policyLanguage.parse(text, { tableType: 'hash' });
const parsed = performance.now();
const findings = policyLanguage.check(document);
const checked = performance.now();
console.log(
  JSON.stringify({
    bytes: text.length,
    entries: document.entries.length,
    findings: findings.length,
    parseMs: Math.round(parsed - start),
    checkMs: Math.round(checked - parsed),
    rssMiB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  }),
);
