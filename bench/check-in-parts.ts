// Checks the policy table that is named and prints how many milliseconds each part took, as JSON. Run as a bundle.
import { readFileSync } from 'node:fs';

const started = performance.now();

async function main(): Promise<void> {
  const { policyLanguage } = await import('../server/src/policy/language');
  const { decodeText } = await import('../server/src/text/decode');
  const loaded = performance.now();
  const { text } = decodeText(readFileSync(process.argv[2] ?? ''));
  const read = performance.now();
  const document = policyLanguage.parse(text);
  const parsed = performance.now();
  const findings = policyLanguage.check(document);
  const checked = performance.now();
  if (findings.length === 0) throw new Error('the table has no finding, though it should');
  const parts = { load: loaded - started, read: read - loaded, parse: parsed - read, rules: checked - parsed };
  process.stdout.write(JSON.stringify(parts));
}

void main();
