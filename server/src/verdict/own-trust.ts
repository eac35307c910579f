import type { Evidence } from '../probe/evidence';
import { sessionFor } from './attributes-in-doubt';
import type { Candidate, CandidateOptions } from './candidate';
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

/** The digests of the keys that the hosts show, which outlive the certificates; null where they can't be compared. */
function pinnedKeys(evidence: Evidence, sender: Sender): Candidate | null {
  // The probe takes digests by SHA-256 alone.
  if ((sender.fingerprintDigest ?? 'sha256') !== 'sha256') return null;
  const value = inForce({ level: 'fingerprint', attributes: [] }, sender);
  const seen = receivingHosts(evidence).flatMap((host) =>
    host.addresses.flatMap((address) => {
      const [certificate] = sessionFor(value, host, address, evidence)?.chain ?? [];
      return certificate === undefined ? [] : [{ host: host.name, digest: certificate.spkiSha256 }];
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
