import type { Evidence } from '../probe/evidence';
import { sessionFor } from './attributes-in-doubt';
import type { Candidate, CandidateOptions } from './candidate';
import { digestsOf } from './fingerprints';
import { inForce } from './in-force';
import { receivingHosts } from './receiving-hosts';
import type { Sender } from './sender';

/**
 * Row 6: entries that rest on what a site keeps itself, digests of keys and a file of trust anchors. Only for a known
 * main.cf and by setting, since neither is the same for another consumer; they are offered with what they cost, and
 * never advised.
 *
 * @param secure The candidates that trust CAs, of which each is tried with the trust anchors instead.
 */
export function ownTrustCandidates(
  secure: readonly Candidate[],
  evidence: Evidence,
  sender: Sender,
  { allowFingerprint = false, trustAnchorFile }: CandidateOptions,
): readonly Candidate[] {
  if (sender.profile !== 'site') return [];
  const pinned = allowFingerprint ? pinnedKeys(evidence, sender) : null;
  const anchored =
    trustAnchorFile === undefined ? [] : secure.map((candidate) => withAnchors(candidate, trustAnchorFile));
  return [...anchored, ...(pinned === null ? [] : [pinned])];
}

function withAnchors(candidate: Candidate, path: string): Candidate {
  const { level, attributes } = candidate.value;
  return {
    ...candidate,
    kind: 'secure-anchors',
    value: { level, attributes: [...attributes, { name: 'tafile', value: path }] },
  };
}

/** No new entry rests on a digest that can be forged. */
const offered: readonly string[] = ['sha256', 'sha384', 'sha512'];

/** The digests of the keys that the hosts show, which outlive the certificates; null where they can't be compared. */
function pinnedKeys(evidence: Evidence, sender: Sender): Candidate | null {
  const algorithm = sender.fingerprintDigest ?? 'sha256';
  if (!offered.includes(algorithm)) return null;
  const value = inForce({ level: 'fingerprint', attributes: [] }, sender);
  const seen = receivingHosts(evidence).flatMap((host) =>
    host.addresses.flatMap((address) => {
      const [certificate] = sessionFor(value, host, address, evidence)?.chain ?? [];
      const digest = certificate && digestsOf(certificate, algorithm)?.key;
      return digest === undefined ? [] : [{ host: host.name, digest }];
    }),
  );
  const digests = [...new Set(seen.map(({ digest }) => digest))].sort();
  if (digests.length === 0) return null;
  const names = [...new Set(seen.map(({ host }) => host))];
  return {
    kind: 'fingerprint',
    value: { level: 'fingerprint', attributes: [{ name: 'match', value: digests.join('|') }] },
    names: [],
    // Whose keys they are nobody but the servers themselves has told.
    plainNames: names,
  };
}
