import type { DnsAnswer } from '../probe/dns/answer';
import type { Evidence } from '../probe/evidence';

const told = new WeakMap<Evidence, Evidence>();

/**
 * What evidence says of the domain. Where not even the keys of the root validate (anchors or a clock that are wrong here, a
 * resolver that lies to all), an answer that does not validate was had by nobody, and says nothing of its zone. What other
 * anchors prove stays proven.
 */
export function withoutUnprovable(evidence: Evidence): Evidence {
  if (evidence.vantage.dnssecProblem === undefined) return evidence;
  const known = told.get(evidence) ?? spared(evidence);
  told.set(evidence, known);
  // It may be given to others that do the same.
  told.set(known, known);
  return known;
}

function spared(evidence: Evidence): Evidence {
  const { mx, hosts } = evidence;
  return {
    ...evidence,
    mx: mx && untested(mx),
    hosts: hosts.map((host) => ({
      ...host,
      ipv4: untested(host.ipv4),
      ipv6: untested(host.ipv6),
      tlsa: host.tlsa.map((lookup) => ({ ...lookup, answer: untested(lookup.answer) })),
    })),
  };
}

function untested<Answer extends DnsAnswer>(answer: Answer): Answer {
  if (answer.status !== 'bogus') return answer;
  return { ...answer, status: 'indeterminate', cause: { id: 'dnssec-stripped', text: answer.cause?.text ?? '' } };
}
