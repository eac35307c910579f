import type { PolicyValue } from '../policy/entry';
import type { DnsAnswer } from '../probe/dns/answer';
import type { AddressEvidence, Evidence, HostEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { type JudgedAddress, type JudgedHost, outcomeOfDelivery } from './delivery';
import { hostPolicy, possibleUnexamined, possibleUntested } from './host-policy';
import { inForce } from './in-force';
import { judgeAddress } from './judge-address';
import type { Judgement } from './judgement';
import { decided, either, only, type Possible, weakest } from './possible';
import { because } from './reasons';
import { isWhollyExamined } from './receiving-hosts';
import { restsOn } from './rests-on';
import type { Sender } from './sender';
import { failsForEverybody, isBroken } from './tlsa';
import { withoutUnprovable } from './unprovable';
import type { DeliveryOutcome, HostVerdict, Reason, Verdict } from './verdict';

/**
 * What smtp(8) does with a policy entry, by the evidence, for a sender; null stands for no entry, where
 * smtp_tls_security_level applies. The value is one that Postfix accepts (`parsePolicyValue().value`).
 *
 * The outcome over all hosts is the *weakest* delivery that is possible at the addresses which one delivery tries, since
 * who can interfere with the network can keep mail from any host and so choose among them: `authenticated` when at least
 * one host takes the mail authenticated and no other can take it with less; `defers` when no host takes it. It is
 * `unknown` where facts that could not be tested decide; an untested host that can only authenticate or defer, as at
 * `secure`, takes nothing away from one that is proven.
 */
export function judge(value: PolicyValue | null, seen: Evidence, sender: Sender): Verdict {
  const evidence = withoutUnprovable(seen);
  const entry = inForce(value ?? { level: sender.globalLevel, attributes: [] }, sender);
  const facts = restsOn(value, entry, evidence, sender);
  const early = withoutHosts(evidence, entry, sender);
  if (early !== null) {
    return { outcome: decided(early.possible), hosts: [], reasons: [early.reason], restsOn: facts };
  }
  const judged = judgeInForce(entry, evidence, sender);
  const hosts = judged.map(hostVerdict);
  const unseen = unexamined(evidence, entry, sender);
  const outcome = overall(judged, unseen, sender);
  return { outcome, hosts, reasons: reasonsOf(outcome, hosts, judged, unseen), restsOn: facts };
}

/** The outcome and the judgements alone, for who weighs many entries and tells of few. */
export function judgeBriefly(
  value: PolicyValue,
  seen: Evidence,
  sender: Sender,
): { readonly outcome: DeliveryOutcome; readonly judged: readonly JudgedHost[] } {
  const evidence = withoutUnprovable(seen);
  const entry = inForce(value, sender);
  const early = withoutHosts(evidence, entry, sender);
  if (early !== null) return { outcome: decided(early.possible), judged: [] };
  const judged = judgeInForce(entry, evidence, sender);
  return { outcome: overall(judged, unexamined(evidence, entry, sender), sender), judged };
}

function overall(judged: readonly JudgedHost[], unseen: Judgement | null, sender: Sender): DeliveryOutcome {
  const all = outcomeOfDelivery(judged, sender.mxAddressLimit);
  return decided(unseen === null ? all : weakest([all, either(unseen.possible, only('bounces'))]));
}

/** The judgements on each address of each host, for whoever has to look closer than a verdict does. */
export function judgeHosts(value: PolicyValue, evidence: Evidence, sender: Sender): readonly JudgedHost[] {
  return judgeInForce(inForce(value, sender), withoutUnprovable(evidence), sender);
}

function judgeInForce(entry: PolicyValue, evidence: Evidence, sender: Sender): readonly JudgedHost[] {
  return evidence.hosts.map((host) => judgeHost(entry, host, evidence, sender));
}

/** Empty for a host that certainly has no address. The addresses that were tried come first, in their order. */
function judgeHost(value: PolicyValue, host: HostEvidence, evidence: Evidence, sender: Sender): JudgedHost {
  const policy = hostPolicy(value, host, evidence, sender);
  const unheard = possibleUntested(policy);
  const tried = host.addresses.map((address) => ({
    ...judgeAddress({ value, policy, host, address, evidence, sender }),
    family: familyOf(address),
  }));
  const others = ([4, 6] as const).flatMap((family): readonly JudgedAddress[] => {
    const answer = family === 4 ? host.ipv4 : host.ipv6;
    if (isBroken(answer)) {
      return [{ family: null, possible: failedLookup(answer, unheard, sender), reason: addressError(host, answer) }];
    }
    const missing = answer.records.length - tried.filter((each) => each.family === family).length;
    const reason = because('not-examined', t('another address of {0}', host.name));
    return Array.from({ length: Math.max(0, missing) }, () => ({ family, possible: unheard, reason }));
  });
  return { host, judgements: [...tried, ...others] };
}

function familyOf({ address }: AddressEvidence): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}

/** A lookup that fails for every validating resolver keeps mail back; any other failure leaves open what is there. */
function failedLookup(answer: DnsAnswer, unheard: Possible, sender: Sender): Possible {
  if (failsForEverybody(answer) && sender.dnssecLookups) return only('defers');
  return either(unheard, new Set(['defers', 'bounces']));
}

function addressError(host: HostEvidence, answer: DnsAnswer): Reason {
  return because('address-lookup-error', host.name, answer.cause?.text ?? '');
}

/** Where no host has a say. */
function withoutHosts(evidence: Evidence, entry: PolicyValue, sender: Sender): Judgement | null {
  const { domain, mx, routing, hosts } = evidence;
  if (mx !== null && isBroken(mx)) {
    const possible = failedLookup(mx, possibleUnexamined(entry.level, sender), sender);
    return { possible, reason: because('mx-lookup-error', domain, mx.cause?.text ?? '') };
  }
  if (routing === 'null-mx') return { possible: only('bounces'), reason: because('null-mx', domain) };
  if (routing === 'no-such-domain') return { possible: only('bounces'), reason: because('no-such-domain', domain) };
  if (hosts.length > 0 && routing !== 'unknown') return null;
  return {
    possible: either(possibleUnexamined(entry.level, sender), only('bounces')),
    reason: because('no-host', domain),
  };
}

/** MX hosts that the probe left out; null where it looked at all of them. */
function unexamined(evidence: Evidence, entry: PolicyValue, sender: Sender): Judgement | null {
  if (isWhollyExamined(evidence)) return null;
  const reason = because('not-examined', t('another MX host of {0}', evidence.domain));
  return { possible: possibleUnexamined(entry.level, sender), reason };
}

function hostVerdict(judged: JudgedHost): HostVerdict {
  const { host, judgements } = judged;
  const outcome = decided(outcomeOfDelivery([judged], 0));
  const reasonFor = (wanted: DeliveryOutcome) =>
    judgements.find(({ possible }) => decided(possible) === wanted)?.reason;
  const reason = reasonFor(outcome) ?? reasonFor('unknown') ?? reasonFor('bounces') ?? because('no-address', host.name);
  return { host: host.name, outcome, reason };
}

/** First why the outcome is what it is, then what the entry acts as. */
function reasonsOf(
  outcome: Verdict['outcome'],
  hosts: readonly HostVerdict[],
  judged: readonly JudgedHost[],
  unseen: Judgement | null,
): readonly Reason[] {
  const deciding = hosts.filter((host) => host.outcome === outcome).map(({ reason }) => reason);
  const notes = judged.flatMap(({ judgements }) =>
    judgements.flatMap(({ note }) => (note === undefined ? [] : [note])),
  );
  const all = [...deciding, ...(unseen === null ? [] : [unseen.reason]), ...notes];
  const told = all.length > 0 ? all : hosts.map(({ reason }) => reason);
  return told.filter((reason, index) => told.findIndex(({ text }) => text === reason.text) === index);
}
