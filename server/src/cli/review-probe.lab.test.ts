import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { createProber } from '../probe/probe';
import { brisk, internetOptions } from '../probe/testing/lab-options';
import type { ReviewJson } from '../report/review-json';
import { runInMemory } from './testing/run-in-memory';

/** Nothing here waits for what never answers, and a busy machine may take its time. */
const patient = { ...brisk, dns: 10_000, connect: 10_000, greeting: 10_000, reply: 10_000, handshake: 10_000 };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ delayScale: 0.02 });
});
afterAll(() => lab.stop());

/** What a merge request adds, the verdict by what the lab's servers really show, and the line that would be accepted. */
const added: readonly (readonly [line: string, verdict: string, instead: string | null])[] = [
  ['dane-ee.example dane', 'accept', null],
  ['dane-ee-pkix.example secure', 'needs-change', 'dane-ee-pkix.example dane'],
  ['no-starttls.example secure', 'needs-change', null],
  ['refused.example secure', 'untested', null],
  ['secure-nexthop-name.example secure', 'accept', null],
  ['self-signed.example secure', 'needs-change', null],
];

it('review --probe judges a change by the servers of the lab, and contacts nobody besides', async () => {
  const before = 'hosted-five.example may\n';
  const files = { 'a.tls_policy': before, 'b.tls_policy': before + added.map(([line]) => `${line}\n`).join('') };
  const args = ['review', '--base', 'a.tls_policy', '--head', 'b.tls_policy', '--format', 'json'];
  const prober = createProber(internetOptions(lab, { deadlines: patient }));
  const run = await runInMemory([...args, '--probe', '--pacing', '0'], { files, prober });
  const { files: reviewed } = JSON.parse(run.stdout) as ReviewJson;
  const told = reviewed.flatMap(({ changes }) =>
    changes.map(({ after, verdict, instead }) => [after, verdict, instead]),
  );
  expect(told).toEqual(added);
  expect(run.code).toBe(1);
  expect(lab.questions().some((question) => question.includes('hosted-five'))).toBe(false);
});
