import { expect, it } from 'vitest';
import { parsePolicyValue } from '../policy/value';
import { advise } from '../verdict/advise';
import { verifyForSamples } from '../verdict/for-samples';
import { dnssecSender } from '../verdict/sender';
import { buildEvidence, type EvidenceSpec } from '../verdict/testing/build-evidence';
import { verifyEntry } from '../verdict/verify-entry';
import { evidenceMarkdown } from './evidence-markdown';
import { probeMarkdown } from './probe-markdown';

const good: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ names: ['a.example'] }] }] };
const bad: EvidenceSpec = {
  hosts: [{ name: 'mx.a.example', addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }] }],
};
const silent: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ outcome: 'untested' }] }] };

function parse(text: string) {
  const { value } = parsePolicyValue(text);
  if (value === null) throw new Error(`${text} is no value`);
  return value;
}

it.each<[string, EvidenceSpec, string]>([
  ['secure', good, '✔ "`a.example` secure" holds: mail goes to authenticated hosts only.'],
  ['secure', bad, '✘ Under "`a.example` secure" mail is deferred.'],
  ['dane', good, '✘ "`a.example` dane" protects less than it says'],
  ['secure', silent, '? "`a.example` secure" could not be tested.'],
])('evidence of %j begins with what becomes of mail, before the advice', (text, spec, words) => {
  const evidence = buildEvidence({ nextHop: 'a.example', ...spec });
  const advice = advise(evidence, dnssecSender);
  const verification = verifyEntry(parse(text), evidence, advice, dnssecSender);
  const markdown = evidenceMarkdown(evidence, advice, { entry: `a.example ${text}`, verification });
  const [heading, title, verdict = ''] = markdown.split('\n\n');
  expect([heading, title]).toEqual(['# `a.example`', '## The entry as it stands']);
  expect(verdict).toContain(words);
  expect(markdown.indexOf('## What is advised')).toBeGreaterThan(markdown.indexOf(words));
  expect(evidenceMarkdown(evidence, advice)).not.toContain('## The entry as it stands');
});

it('that of several samples likewise', () => {
  const samples = [
    buildEvidence({ ...good, nextHop: 'a.example' }),
    buildEvidence({ ...bad, nextHop: 'b.example' }),
  ] as const;
  const verification = verifyForSamples('.example', parse('secure'), samples, dnssecSender);
  const results = samples.map((evidence) => ({ evidence, advice: advise(evidence, dnssecSender) }));
  const markdown = probeMarkdown(results, { entry: '.example secure', verification });
  expect(markdown).toMatch(
    /^# Probe results\n\n## The entry as it stands\n\n\*\*✘ Under "\.example secure" mail is deferred/,
  );
});
