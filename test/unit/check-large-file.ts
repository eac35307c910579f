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
const start = process.cpuUsage();
const document = policyLanguage.parse(text, { tableType: 'hash' });
const parsed = process.cpuUsage(start);
const findings = policyLanguage.check(document);
const checked = process.cpuUsage(start);
console.log(
  JSON.stringify({
    bytes: text.length,
    entries: document.entries.length,
    findings: findings.length,
    parseCpuMs: Math.round(parsed.user / 1_000),
    checkCpuMs: Math.round((checked.user - parsed.user) / 1_000),
    rssMiB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  }),
);
