import type { AddressEvidence, Evidence, HostEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { tell } from './advise-reasons';
import { describeChainError, remedyOfChainError } from './chain-errors';
import { failsOwnTlsa, mismatchOf } from './contradictions';
import { judgeBriefly, judgeHosts } from './judge';
import { locate } from './judgement';
import { presentedNames } from './names';
import { listed } from './printable';
import { secureByNames } from './secure-values';
import type { Sender } from './sender';
import type { Reason } from './verdict';

/** What keeps every entry from authenticating at a host. */
export interface Blocker {
  readonly host: string;
  readonly reason: Reason;
  /** Where the chain is not trusted: why, in the words of Node. */
  readonly chainError?: string | null;
}

/** What proves that no entry can authenticate: one for each reached address that fails, the gravest first. */
export function blockers(evidence: Evidence, sender: Sender): readonly Blocker[] {
  const found = judgeHosts(secureByNames(evidence, sender), evidence, sender).flatMap(({ host, judgements }) =>
    host.addresses.flatMap((address, index) => {
      const id = judgements[index]?.reason.id;
      const blocker = id === undefined || isOpenByName(id, address) ? null : blockerOf(id, host, address);
      return blocker === null ? [] : [blocker];
    }),
  );
  const mismatched = evidence.hosts
    .filter(failsOwnTlsa)
    .map((host): Blocker => ({ host: host.name, reason: mismatchOf(host) }));
  return [...mismatched, ...found].sort((first, second) => gravityOf(first) - gravityOf(second));
}

/** Facts that another certificate could heal. */
const ofCertificate: ReadonlySet<string> = new Set(['certificate-not-trusted', 'certificate-name', 'handshake-failed']);

/** Whether the server may show another certificate to whoever sends the host's name, which could not be tested. */
function isOpenByName(id: string, address: AddressEvidence): boolean {
  return ofCertificate.has(id) && isNameUntested(address);
}

/** From what no certificate could heal to what a better name would. */
const gravity: readonly string[] = [
  'tlsa-mismatch',
  'no-starttls',
  'starttls-refused',
  'handshake-fails',
  'no-trust-store',
  'chain-not-trusted',
  'names-another-host',
];

function gravityOf({ reason }: Blocker): number {
  return gravity.indexOf(reason.id);
}

function blockerOf(id: string, host: HostEvidence, address: AddressEvidence): Blocker | null {
  const reason = reasonOf(id, host, address);
  if (reason === null) return null;
  const chainError = id === 'certificate-not-trusted' ? { chainError: address.tls?.pkix.error ?? null } : {};
  return { host: host.name, reason, ...chainError };
}

function reasonOf(id: string, host: HostEvidence, address: AddressEvidence): Reason | null {
  const at = locate(host, address);
  const { pkix, chain, protocol } = address.tls ?? {};
  switch (id) {
    case 'tls-not-offered':
      return tell('no-starttls', at);
    case 'tls-refused':
      return tell('starttls-refused', at, address.cause?.text ?? '');
    case 'handshake-failed':
      return tell('handshake-fails', at, address.cause?.text ?? '');
    case 'handshake-security-level':
      return tell('handshake-fails', at, protocol ?? '');
    case 'no-trust-store':
      return tell('no-trust-store');
    case 'certificate-not-trusted': {
      const code = pkix?.error ?? null;
      return tell('chain-not-trusted', at, describeChainError(code), remedyOfChainError(code));
    }
    case 'certificate-name': {
      const names = chain?.[0] === undefined ? [] : presentedNames(chain[0]);
      const shown = names.length === 0 ? t('nobody') : names.length > 4 ? t('{0} names', names.length) : listed(names);
      return tell('names-another-host', at, shown);
    }
    default:
      return null;
  }
}

/** Whether the session with the host's name was tried, and nothing of the server came out. */
export function isNameUntested({ hostTls, hostCause }: AddressEvidence): boolean {
  const isUndecided = hostTls?.pkix.verdict === 'untested';
  return isUndecided || (hostCause !== undefined && hostCause.id !== 'handshake-failed');
}

/** The strongest that is left where nothing authenticates; null where even that is not known. */
export function strongestLeft(evidence: Evidence, sender: Sender): Reason | null {
  const encrypt = judgeBriefly({ level: 'encrypt', attributes: [] }, evidence, sender).outcome;
  if (encrypt === 'encrypted') return tell('strongest-encrypted');
  const may = judgeBriefly({ level: 'may', attributes: [] }, evidence, sender).outcome;
  return may === 'clear' ? tell('strongest-clear') : null;
}

/** Why nothing at all is known of the servers: the first of them that was tried, with the verdict. */
export function unreached({ hosts }: Evidence): readonly Reason[] {
  const silent = hosts.flatMap((host) => host.addresses.map((address) => ({ host, address })));
  const [first] = silent.filter(({ address }) => !isLeftAlone(address));
  const { host, address } = first ?? silent[0] ?? {};
  if (host === undefined || address === undefined) return [];
  const id = first === undefined ? 'no-host-asked' : 'no-host-reached';
  return [tell(id, locate(host, address), address.cause?.text ?? '')];
}

/** Whether nobody tried to connect, which no other network would change. */
function isLeftAlone({ cause }: AddressEvidence): boolean {
  return cause?.id === 'no-probe' || cause?.id === 'address-refused';
}
