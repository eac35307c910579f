import { createHash, X509Certificate } from 'node:crypto';
import type { Scenario } from '../../../lab/scenario';
import type { Evidence } from '../../../server/src/probe/evidence';
import type { Table } from '../../oracle/inside/postfix-instance';
import { standard } from '../settings';
import type { DomainFacts, Variant } from '../variants';
import { minimalBackoffSeconds } from './mailer';

/** A table, and which scenario each of its recipients stands for. */
export interface ScenarioTable extends Table {
  readonly scenarioOf: ReadonlyMap<string, string>;
}

export function factsOf({ nextHop, hosts }: Evidence): DomainFacts {
  const leaves = hosts.flatMap(({ addresses }) => addresses.flatMap(({ tls }) => tls?.chain.slice(0, 1) ?? []));
  return {
    nextHop,
    hosts: [...new Set(hosts.map(({ name }) => name))],
    certificateDigests: leaves.map(({ sha256 }) => sha256),
    keyDigests: leaves.map(({ spkiSha256 }) => spkiSha256),
    digestsBy: (algorithm) => {
      const hex = (bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');
      const certificates = leaves.map(({ der }) => new X509Certificate(Buffer.from(der, 'base64')));
      return {
        certificates: certificates.map(({ raw }) => hex(raw)),
        keys: certificates.map(({ publicKey }) => hex(publicKey.export({ type: 'spki', format: 'der' }))),
      };
    },
  };
}

export function variantTable(
  variant: Variant,
  scenarios: readonly Scenario[],
  evidence: Readonly<Record<string, Evidence>>,
): ScenarioTable {
  const { id, key, settings = {} } = variant;
  const lines = scenarios.flatMap((scenario) => {
    const seen = evidence[scenario.id];
    const value = seen === undefined ? null : variant.value(factsOf(seen));
    return value === null ? [] : [`${key ?? scenario.domain} ${value}`];
  });
  // Of a key that serves all domains one line suffices, and two would make the table unusable.
  return tableFor(id, key === undefined ? lines : lines.slice(0, 1), scenarios, settings);
}

/** @param lines the entries of the policy table. */
export function tableFor(
  id: string,
  lines: readonly string[],
  scenarios: readonly Scenario[],
  settings: Readonly<Record<string, string>> = {},
): ScenarioTable {
  const nextHops: Record<string, string> = {};
  const scenarioOf = new Map<string, string>();
  for (const { id: scenario, domain } of scenarios) {
    const isPlain = !domain.startsWith('[');
    const recipient = isPlain ? `u@${domain}` : `${scenario}@${id}.invalid`;
    if (!isPlain) nextHops[recipient] = domain;
    scenarioOf.set(recipient, scenario);
  }
  return {
    id,
    maps: 'texthash:FILE',
    text: lines.map((line) => `${line}\n`).join(''),
    settings: { ...standard, ...settings, minimal_backoff_time: `${minimalBackoffSeconds}s` },
    recipients: [...scenarioOf.keys()],
    nextHops,
    scenarioOf,
  };
}
