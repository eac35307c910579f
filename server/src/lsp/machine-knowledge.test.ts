import { expect, it } from 'vitest';
import type { MachineView } from '../probe/machine/look-at-machine';
import { buildEvidence, type EvidenceSpec } from '../verdict/testing/build-evidence';
import { createMachineKnowledge, type Known } from './machine-knowledge';

const reached: EvidenceSpec = { hosts: [{ addresses: [{ names: ['a.example'] }] }] };
const signed: EvidenceSpec = { mx: 'secure', hosts: [{ dns: 'secure', addresses: [{ outcome: 'untested' }] }] };
const silent: EvidenceSpec = { hosts: [{ addresses: [{ outcome: 'untested' }] }] };

it.each<[string, readonly EvidenceSpec[], Known]>([
  ['nothing', [], { dnssec: null, port: null }],
  ['a server that spoke', [reached], { dnssec: null, port: true }],
  ['signed names', [signed], { dnssec: true, port: null }],
  ['a silent server', [silent], { dnssec: null, port: null }],
  ['a silent server after one that spoke', [reached, silent], { dnssec: null, port: true }],
])('from %s', (_, specs, expected) => {
  const knowledge = createMachineKnowledge();
  for (const spec of specs) knowledge.note(buildEvidence({ nextHop: 'a.example', ...spec }));
  expect(knowledge.now()).toEqual(expected);
  knowledge.forget();
  expect(knowledge.now()).toEqual({ dnssec: null, port: null });
});

it('from a way to the resolver that can not carry DNSSEC', () => {
  const knowledge = createMachineKnowledge();
  const evidence = buildEvidence({ nextHop: 'a.example', ...signed });
  const dnssecProblem = { id: 'dnssec-stripped', text: 'stripped' } as const;
  knowledge.note({ ...evidence, vantage: { ...evidence.vantage, dnssecProblem } });
  expect(knowledge.now().dnssec).toBe(false);
});

it('from a look at the machine', () => {
  const knowledge = createMachineKnowledge();
  const finding = (what: 'DNSSEC' | 'Port 25', state: 'good' | 'bad' | 'untested') => ({ what, state, text: '' });
  const view: MachineView = {
    route: '',
    resolver: '',
    tls: [],
    findings: [finding('DNSSEC', 'good'), finding('Port 25', 'bad')],
  };
  knowledge.noteView(view);
  expect(knowledge.now()).toEqual({ dnssec: true, port: false });
  knowledge.noteView({ ...view, findings: [finding('DNSSEC', 'untested')] });
  expect(knowledge.now()).toEqual({ dnssec: true, port: false });
});
