import type { PolicyValue } from '../../server/src/policy/entry';
import type { Evidence } from '../../server/src/probe/evidence';
import { judge, judgeHosts } from '../../server/src/verdict/judge';
import type { Judgement } from '../../server/src/verdict/judgement';
import { decided } from '../../server/src/verdict/possible';
import type { Sender } from '../../server/src/verdict/sender';
import type { Reason } from '../../server/src/verdict/verdict';
import { type FirstDelivery, firstDeliveries } from './first-delivery';
import type { Observation } from './observation';
import { openCauseOf } from './open-causes';
import { phrases } from './phrases';

/** `unknown`: the judge leaves it open with good reason, and what Postfix did is among what it holds possible. */
export interface Comparison {
  readonly result: 'agrees' | 'disagrees' | 'unknown';
  /** What the judge said, and for a disagreement what does not fit. */
  readonly told: string;
  /** Ids of the causes for which an outcome was left open. */
  readonly open: readonly string[];
}

interface Question {
  readonly value: PolicyValue | null;
  readonly evidence: Evidence;
  readonly sender: Sender;
}

/** Holds the verdict on the whole delivery against what Postfix did with all hosts as they are. */
export function compareDelivery({ value, evidence, sender }: Question, seen: Observation): Comparison {
  const verdict = judge(value, evidence, sender);
  const told = `${verdict.outcome}: ${verdict.reasons.map(({ id }) => id).join(', ')}`;
  const entry = value ?? { level: sender.globalLevel, attributes: [] };
  const judged = verdict.hosts.length === 0 ? [] : judgeHosts(entry, evidence, sender);
  const first = firstDeliveries(judged, sender.mxAddressLimit);
  if (judged.length > 0 && !isForeseen(seen, first)) return disagrees(told, 'another host or outcome was foreseen');
  if (verdict.outcome === 'unknown') return open(told, verdict.reasons);
  switch (verdict.outcome) {
    case 'authenticated':
      return seen.outcome === 'authenticated' ? agrees(told) : disagrees(told, 'not authenticated');
    case 'encrypted':
    case 'clear':
      // The verdict is the weakest delivery of all; the one that came about is among those foreseen.
      return agrees(told);
    case 'defers':
    case 'bounces':
      if (seen.outcome !== verdict.outcome) return disagrees(told, `not ${verdict.outcome}`);
      return explains(verdict.reasons, seen) ? agrees(told) : disagrees(told, 'Postfix says something else');
  }
}

/** Holds the judgement on one address against what Postfix did while the others were switched off. */
export function compareAddress({ value, evidence, sender }: Question, address: string, seen: Observation): Comparison {
  const entry = value ?? { level: sender.globalLevel, attributes: [] };
  const judgement = judgementAt(judgeHosts(entry, evidence, sender), address);
  if (judgement === null) return disagrees('nothing', `no judgement on ${address}`);
  const outcome = decided(judgement.possible);
  const told = `${outcome}: ${judgement.reason.id}`;
  if (seen.address !== null && seen.address !== address) return disagrees(told, 'delivered elsewhere');
  if (!judgement.possible.has(seen.outcome)) return disagrees(told, `not ${outcome}`);
  if (outcome === 'unknown') return open(told, [judgement.reason]);
  const isRefused = outcome === 'defers' || outcome === 'bounces';
  if (isRefused && !isLogged(judgement.reason, seen)) return disagrees(told, 'Postfix says something else');
  return agrees(told);
}

function judgementAt(judged: ReturnType<typeof judgeHosts>, address: string): Judgement | null {
  for (const { host, judgements } of judged) {
    const index = host.addresses.findIndex((each) => each.address === address);
    if (index >= 0) return judgements[index] ?? null;
  }
  return null;
}

function isForeseen({ outcome, address }: Observation, foreseen: readonly FirstDelivery[]): boolean {
  return foreseen.some((each) => each.outcome === outcome && (each.address === null || each.address === address));
}

/** The final verdict of Postfix is one of the reasons, with its status code. */
function explains(reasons: readonly Reason[], { reply, dsn }: Observation): boolean {
  return reasons.some(({ id, text }) => {
    const phrase = phraseOf(id);
    const words = phrase?.text.exec(reply)?.[0];
    if (phrase === undefined || words === undefined) return false;
    return (phrase.dsn ?? dsn) === dsn && text.includes(dsn) && (phrase.isVariable ?? text.includes(words));
  });
}

/** Postfix gives the reason at some point: the last word may be about a host that is switched off. */
function isLogged({ id }: Reason, { reply, log }: Observation): boolean {
  const phrase = phraseOf(id);
  return phrase !== undefined && [...log, reply].some((text) => phrase.text.test(text));
}

function phraseOf(id: string): (typeof phrases)[keyof typeof phrases] {
  return Object.hasOwn(phrases, id) ? phrases[id as keyof typeof phrases] : undefined;
}

function open(told: string, reasons: readonly Reason[]): Comparison {
  const ids = [...new Set(reasons.flatMap((reason) => openCauseOf(reason)?.id ?? []))];
  return ids.length === 0
    ? disagrees(told, 'left open without a fact that could not be tested')
    : { result: 'unknown', told, open: ids };
}

function agrees(told: string): Comparison {
  return { result: 'agrees', told, open: [] };
}

function disagrees(told: string, why: string): Comparison {
  return { result: 'disagrees', told: `${told} (${why})`, open: [] };
}
