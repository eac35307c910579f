// Checks the policy table that is named and prints how many milliseconds each part took, as JSON. With `off` behind the
// file's name no rule runs, so that what is left is the reading. Run as a bundle.
import { readFileSync } from 'node:fs';

const started = performance.now();

async function main([, , file = '', mode]: readonly string[]): Promise<void> {
  const { policyLanguage } = await import('../server/src/policy/language');
  const { decodeText } = await import('../server/src/text/decode');
  const loaded = performance.now();
  const { text } = decodeText(readFileSync(file));
  const read = performance.now();
  const off = Object.fromEntries(policyLanguage.rules.map(({ id }) => [id, 'off'] as const));
  const findings = policyLanguage.checkText(text, { tableType: null }, { severities: mode === 'off' ? off : {} });
  const checked = performance.now();
  if ((findings.length === 0) !== (mode === 'off')) throw new Error(`${findings.length} findings`);
  process.stdout.write(JSON.stringify({ load: loaded - started, file: read - loaded, check: checked - read }));
}

void main(process.argv);
