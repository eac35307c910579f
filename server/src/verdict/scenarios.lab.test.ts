import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { freshSeed, renamedScenarios } from '../../../lab/random';
import type { DecisiveTopic, Scenario } from '../../../lab/scenario';
import { scenarios } from '../../../lab/scenarios';
import type { Evidence } from '../probe/evidence';
import { mapParallel } from '../probe/map-parallel';
import { defaultProbeOptions } from '../probe/options';
import { createProber, type Prober } from '../probe/probe';
import { internetOptions } from '../probe/testing/lab-options';
import { never } from '../probe/testing/network-means';
import { advise } from './advise';
import type { AdviseReasonId } from './advise-reasons';
import { judge } from './judge';
import { anySender, dnssecSender, type Sender } from './sender';

/** The reason that says each decisive fact of the scenarios' truths. */
const reasonOf: Readonly<Record<DecisiveTopic, AdviseReasonId>> = {
  'every MX host matches its TLSA records': 'dane-matches-all',
  'some MX host matches, the others fail closed': 'dane-matches-some',
  'protects only consumers with DNSSEC': 'dane-needs-dnssec',
  'certificates verify for the next-hop': 'secure-next-hop',
  'certificates verify for the MX host names': 'secure-hosts',
  'MTA-STS policy names the MX hosts': 'secure-mta-sts',
  'TLSA records do not match': 'tlsa-mismatch',
  'DNSSEC validation failed': 'dnssec-bogus',
  'MTA-STS policy forbids an MX host': 'mta-sts-forbids',
  'certificate not trusted': 'chain-not-trusted',
  'certificate names another host': 'names-another-host',
  'no STARTTLS': 'no-starttls',
  'STARTTLS refused': 'starttls-refused',
  'handshake fails at authenticating levels': 'handshake-fails',
  'null MX': 'takes-no-mail',
  'no such domain': 'domain-unknown',
  'no MX host has an address': 'hosts-without-address',
  'DNS lookup failed': 'dns-failed',
  'no MX host could be reached': 'no-host-reached',
  'MTA-STS policy could not be fetched': 'mta-sts-untested',
};

/** Names that no program can have seen before; a failure names the seed. */
const seed = freshSeed();
const listed: readonly Scenario[] = [...scenarios, ...renamedScenarios(scenarios, seed, 10)];

let lab: Lab;
let seen: ReadonlyMap<string, Evidence>;

beforeAll(async () => {
  lab = await startLab({ scenarios: listed, delayScale: 0.01 });
  const found = new Map<string, Evidence>();
  const probeAll = async (prober: Prober, wanted: readonly Scenario[]): Promise<void> => {
    await mapParallel(wanted, 6, async ({ id, domain }) => {
      found.set(id, await prober.probe(domain, { signal: never }));
    });
  };
  await probeAll(createProber(internetOptions(lab)), listed);
  // Where a busy machine had no time for what answers, it is asked once more, with patience.
  const isMissed = (scenario: Scenario): boolean => {
    const evidence = found.get(scenario.id);
    if (evidence === undefined) return false;
    return [dnssecSender, anySender].some(
      (sender) => advise(evidence, sender).status !== truthFor(scenario, sender.profile).status,
    );
  };
  await probeAll(
    createProber(internetOptions(lab, { deadlines: defaultProbeOptions.deadlines })),
    listed.filter(isMissed),
  );
  seen = found;
}, 300_000);
afterAll(async () => lab.stop());

function truthFor({ truth }: Scenario, profile: Sender['profile']): Scenario['truth']['dnssec'] {
  return profile === 'any' ? truth.any : truth.dnssec;
}

function evidenceOf({ id }: Scenario): Evidence {
  const evidence = seen.get(id);
  if (evidence === undefined) throw new Error(`${id} was not probed`);
  return evidence;
}

describe(`the advice for the lab's scenarios (seed ${seed})`, () => {
  describe.each(listed.map((scenario) => [scenario.id, scenario] as const))('%s', (_id, scenario) => {
    it.each([dnssecSender, anySender])('is the truth for profile $profile', (sender) => {
      const truth = truthFor(scenario, sender.profile);
      const { status, entry, confirm, reasons } = advise(evidenceOf(scenario), sender);
      expect({ status, entry, confirm }, truth.why).toEqual({
        status: truth.status,
        entry: truth.entry,
        confirm: truth.confirm,
      });
      expect(reasons[0]?.id, truth.why).toBe(reasonOf[truth.decisive]);
    });

    it('tells each reason whole', () => {
      for (const { text } of advise(evidenceOf(scenario), dnssecSender).reasons) expect(text).not.toContain('…');
    });

    it('delivers authenticated by the judge, where there is an entry', () => {
      const evidence = evidenceOf(scenario);
      const { value } = advise(evidence, dnssecSender);
      if (value !== null) expect(judge(value, evidence, dnssecSender).outcome).toBe('authenticated');
    });
  });
});
