/**
 * The words in which the lab's small internet is written down: zones, hosts, what is wrong with them, and the truth
 * about each domain. Plain data throughout, so that the same list serves the embedded lab, the demo and a lab of real
 * Postfix at real addresses.
 */

/** How a zone is signed and how its parent speaks of it. */
export type ZoneSecurity =
  /** DS in the parent, valid signatures. */
  | 'signed'
  /** No DS in the parent, no signatures. */
  | 'unsigned'
  /** Signed, and the DS in the parent belongs to another key: everything below is bogus. */
  | 'wrong-ds'
  /** Signed with signatures that expired: bogus. */
  | 'expired'
  /** Unsigned, with a DS of an unassigned algorithm in the parent: insecure by RFC 4035 section 5.2. */
  | 'unknown-algorithm';

export type ZoneRecord =
  | { readonly owner: string; readonly type: 'MX'; readonly preference: number; readonly exchange: string }
  | { readonly owner: string; readonly type: 'CNAME'; readonly target: string }
  | { readonly owner: string; readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly owner: string; readonly type: 'TXT'; readonly text: string }
  | ({ readonly owner: string; readonly type: 'TLSA' } & TlsaSpec & { readonly host: string });

/** Names are written without the final dot; the root exchange of a null MX is the empty string. */
export interface Zone {
  readonly name: string;
  readonly security: ZoneSecurity;
  /** DNSSEC algorithm number: ECDSAP256SHA256 (13, the default), RSASHA256 (8) or ED25519 (15). */
  readonly algorithm?: 8 | 13 | 15;
  /** The default is `nsec`. */
  readonly denial?: 'nsec' | 'nsec3' | 'nsec3-opt-out';
  /** Records beyond those that follow from the hosts: their addresses and TLSA records are added by themselves. */
  readonly records: readonly ZoneRecord[];
  /** Record sets that are altered after they were signed, thus bogus. */
  readonly tampered?: readonly { readonly owner: string; readonly type: string }[];
}

/** A TLSA record that is computed from the certificate that its host presents. */
export interface TlsaSpec {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  /** What the data is taken from: the host's own certificate, its issuer, or a certificate nobody presents. */
  readonly of: 'leaf' | 'issuer' | 'other';
  /** Cuts the data to so many bytes: a digest of an impossible length. */
  readonly length?: number;
}

export interface CertificateSpec {
  /**
   * `public`: by the intermediate of the root that the lab hands out as CA file. `private`: by a CA that nobody
   * trusts. `rogue`: by another one, which a man in the middle has. `self`: self-signed.
   */
  readonly issuer: 'public' | 'private' | 'rogue' | 'self';
  /** The dNSName entries; empty: no subject alternative name at all. */
  readonly names: readonly string[];
  /** The common name of the subject; the default is the first name. */
  readonly commonName?: string;
  readonly expired?: boolean;
  /** The default is a key on P-256; RSA keys below 1024 bits are too weak for authenticating levels of Postfix. */
  readonly key?: 'p256' | 'rsa-768' | 'rsa-1024' | 'rsa-2048';
  /** Which certificates the server sends: leaf and intermediate (the default), the leaf alone, or the root as well. */
  readonly sent?: 'chain' | 'leaf' | 'chain-and-root';
}

/** How an SMTP server behaves; whatever is absent is well-behaved. Can be changed while the lab runs. */
export interface SmtpBehaviour {
  /** `dead`: the connection is never answered. `refused`: TCP reset. */
  readonly reach?: 'open' | 'dead' | 'refused';
  /**
   * `temporary`: 421. `permanent`: 554. `silent`: nothing is ever said. `two-step`: `220-` at once and the final
   * `220 ` six seconds later, as postscreen(8) does. `endless`: `220-` lines without end. `drip`: one byte at a time.
   * `huge-line`: one line of a megabyte. `control`: escape sequences, NUL and bidirectional controls in the text.
   */
  readonly greeting?:
    | 'normal'
    | 'temporary'
    | 'permanent'
    | 'silent'
    | 'two-step'
    | 'endless'
    | 'drip'
    | 'huge-line'
    | 'control'
    | 'close';
  /** So many connections get 421 before the first one is served, as greylisting does. */
  readonly busyFor?: number;
  /** In a minute, times the scale of delays, no more connections are served; the others get 421. */
  readonly perMinute?: number;
  /** `flaps`: every other connection is offered no STARTTLS, from the first one on; one of two servers behind an address is broken. */
  readonly steadiness?: 'steady' | 'flaps';
  readonly ehlo?: 'normal' | 'silent' | 'refused' | 'endless' | 'huge-line' | 'mixed-codes' | 'bare-lf' | 'close';
  /**
   * `absent`: not offered. `temporary`: 454 (RFC 3207 section 4.1). `permanent`: 502. `glued`: plaintext follows the
   * 220 reply in the same segment. `silent`: no reply. `stall`: 220, then the handshake is never answered.
   * `garbage`: 220, then bytes that are not TLS. `close`: 220, then the end of the connection.
   */
  readonly startTls?:
    | 'normal'
    | 'absent'
    | 'temporary'
    | 'permanent'
    | 'glued'
    | 'silent'
    | 'stall'
    | 'garbage'
    | 'close';
  /** `tls10`: TLS 1.0 only. `tls12`: at most TLS 1.2. `many-certificates`: 250 unrelated ones follow the chain. */
  readonly tls?: 'normal' | 'tls10' | 'tls12' | 'many-certificates';
}

/** An MX host at one address family or both. Two hosts of one name stand for two servers behind the name. */
export interface Host {
  readonly name: string;
  /** Address families of RFC 2026 style documentation prefixes; the default is IPv4 alone. */
  readonly families?: readonly (4 | 6)[];
  readonly certificate: CertificateSpec;
  /** Presented instead to clients that send this host's name as server name indication. */
  readonly sniCertificate?: CertificateSpec;
  /** The TCP port of its servers; the default is 25. */
  readonly port?: number;
  /** Published at `_PORT._tcp.NAME` unless `tlsaOwner` names another owner. */
  readonly tlsa?: readonly TlsaSpec[];
  readonly tlsaOwner?: string;
  readonly behaviour?: SmtpBehaviour;
}

/** An MTA-STS policy and the record that announces it (RFC 8461). */
export interface MtaSts {
  readonly domain: string;
  readonly mode: 'enforce' | 'testing' | 'none';
  /** The `mx` patterns. */
  readonly mx: readonly string[];
  /** How the policy host answers: with the policy, not at all, with 404, or with a certificate of a private CA. */
  readonly serves: 'policy' | 'refused' | 'not-found' | 'untrusted';
}

/**
 * A fault of the resolver, or of a man in the middle, for one name and, where given, one type.
 *
 * `strip-rrsig`: the answer without RRSIG, NSEC and NSEC3. `forge-empty`, `forge-no-name`: an absence without proof.
 * `swap`: the records of the same type, and their signatures, of another name under this one.
 */
export type DnsFault = {
  readonly name: string;
  readonly type?: string;
} & (
  | { readonly kind: 'servfail' | 'drop' | 'refused' | 'strip-rrsig' | 'forge-empty' | 'forge-no-name' }
  | { readonly kind: 'swap'; readonly with: string }
);

/** Everything that exists on the network for some scenarios. */
export interface Infrastructure {
  readonly zones: readonly Zone[];
  readonly hosts: readonly Host[];
  readonly mtaSts?: readonly MtaSts[];
  readonly dnsFaults?: readonly DnsFault[];
}

/** What decides the outcome, in words; each names one kind of fact, not its wording in the product. */
export type DecisiveTopic =
  // found
  | 'every MX host matches its TLSA records'
  | 'some MX host matches, the others fail closed'
  | 'protects only consumers with DNSSEC'
  | 'certificates verify for the next-hop'
  | 'certificates verify for the MX host names'
  | 'MTA-STS policy names the MX hosts'
  // none
  | 'TLSA records do not match'
  | 'DNSSEC validation failed'
  | 'MTA-STS policy forbids an MX host'
  | 'certificate not trusted'
  | 'certificate names another host'
  | 'no STARTTLS'
  | 'STARTTLS refused'
  | 'handshake fails at authenticating levels'
  | 'null MX'
  | 'no such domain'
  | 'no MX host has an address'
  // untested
  | 'DNS lookup failed'
  | 'no MX host could be reached'
  | 'MTA-STS policy could not be fetched';

/** What must come out for one sender profile. */
export interface Truth {
  readonly status: 'found' | 'none' | 'untested';
  /** Exactly one policy line with single blanks, the domain as next-hop; null unless found. */
  readonly entry: string | null;
  /** The names of `match=` that only plain DNS told, thus to be confirmed by a person. */
  readonly confirm: readonly string[];
  readonly decisive: DecisiveTopic;
  /** The derivation, naming its source; never the product's own output. */
  readonly why: string;
}

export interface Scenario extends Infrastructure {
  readonly id: string;
  readonly title: string;
  /** The next-hop to probe: a domain, `[host]` or `[host]:port`. */
  readonly domain: string;
  readonly truth: { readonly dnssec: Truth; readonly any: Truth };
}
