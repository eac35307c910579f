import type { Cause } from './cause';
import type { DnsAnswer, TlsaRecord } from './dns/answer';

/**
 * Everything that one probe of one next-hop saw, as plain data: it can be stored, diffed and replayed. Facts are
 * three-valued: what could not be tested carries a `Cause` and is never shown as good or bad.
 */
export interface Evidence {
  readonly version: 1;
  /** The next-hop as it was asked for, in the spelling of the caller: `example.org`, `[mx.example.org]:587`. */
  readonly nextHop: string;
  /** The domain in A-label form, lower case, without brackets and port. */
  readonly domain: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly vantage: Vantage;
  /** Present when the probe ended early; the rest is partial. */
  readonly stopped?: Cause;
  /** Null for a `[host]` next-hop, which has no MX lookup, or where the probe stopped before. */
  readonly mx: DnsAnswer<'MX'> | null;
  /**
   * How the hosts were found: by MX records, by the absence of any (the domain acts as host, RFC 5321 section 5.1),
   * by brackets; `null-mx` (RFC 7505) and `no-such-domain` take no mail; `unknown` where the lookup failed.
   */
  readonly routing: 'mx' | 'implicit' | 'bracketed' | 'null-mx' | 'no-such-domain' | 'unknown';
  /** In the order in which Postfix would try them: by preference, equal ones by name. */
  readonly hosts: readonly HostEvidence[];
  /** MX hosts beyond the limit, which are not among `hosts`. */
  readonly hostsSkipped: number;
  readonly mtaSts: MtaStsEvidence;
  /** Absent for a next-hop in brackets, which is no mail domain. */
  readonly tlsRpt?: TlsRptEvidence;
}

/** From where, and with which means, the evidence was taken. */
export interface Vantage {
  /** What the person who probes calls the place: `data centre 2`. Absent where no name was given. */
  readonly label?: string;
  /** `192.0.2.53:53`, `https://dns.example/dns-query`. */
  readonly resolver: string;
  /** Why DNSSEC can't be proven from here at all, by a test of the way to the resolver; absent where it can, or is unknown. */
  readonly dnssecProblem?: Cause;
  /** `direct`, `socks5 127.0.0.1:1080`, `ssh mail.example.org`: without the user's name; the kind alone where redacted. */
  readonly route: string;
  /** Names the trust store that the PKIX verdicts rest on: `public roots of Node 20.20.2`, `CA file ca.pem and CA folder certs`. */
  readonly trustStore: string;
  /** `OpenSSL 3.0.19`, `BoringSSL`. */
  readonly tlsLibrary: string;
}

export interface HostEvidence {
  /** Lower case A-labels without the final dot. */
  readonly name: string;
  /** The MX preference; null without an MX record. */
  readonly preference: number | null;
  readonly ipv4: DnsAnswer<'A'>;
  readonly ipv6: DnsAnswer<'AAAA'>;
  /** The TLSA lookups in the order of RFC 7672 section 2.2: expanded name first, then the original. Empty where none was due. */
  readonly tlsa: readonly TlsaLookup[];
  /** The base domain whose TLSA records are in use: there were some and they are secure; otherwise null. */
  readonly tlsaBase: string | null;
  /** The records in use, with their usability (RFC 7672 section 3.1, postconf(5) tls_dane_digests). */
  readonly tlsaRecords: readonly JudgedTlsaRecord[];
  /** One for each address that was tried. */
  readonly addresses: readonly AddressEvidence[];
  /** Addresses beyond the limits, of the host or of hosts to contact, which were not tried. */
  readonly addressesSkipped: number;
}

export interface TlsaLookup {
  /** The TLSA base domain: the lookup's name is `_PORT._tcp.BASE`. */
  readonly base: string;
  readonly answer: DnsAnswer<'TLSA'>;
}

export interface JudgedTlsaRecord extends TlsaRecord {
  readonly usable: boolean;
  /**
   * Why it is not usable: `usage`, dropped when parsed; `selector`, `matching-type`, `digest-length`, `data`, found
   * at the handshake; `agility`, a stronger digest is preferred. Null where usable.
   */
  readonly unusable: 'usage' | 'selector' | 'matching-type' | 'digest-length' | 'data' | 'agility' | null;
}

/** One SMTP server address and the dialogue with it. */
export interface AddressEvidence {
  readonly address: string;
  readonly port: number;
  /** When the address was asked, ISO 8601, where an earlier probe did that for this one; absent where it was asked now. */
  readonly seenAt?: string;
  /**
   * `tls`: STARTTLS was offered and the handshake ended well. `no-starttls`: EHLO answered without it.
   * `starttls-refused`: offered, then answered with another code than 220. `tls-failed`: the handshake failed on
   * facts that any client would meet. `untested`: anything else; says nothing about the server.
   */
  readonly outcome: 'tls' | 'no-starttls' | 'starttls-refused' | 'tls-failed' | 'untested';
  /** Present unless the outcome is `tls` or `no-starttls`. */
  readonly cause?: Cause;
  /** Present after a deep probe, at one address of each host: each weakness once, in a fixed order. No advice rests on it. */
  readonly deep?: readonly WeaknessEvidence[];
  /** The replies as received, control characters escaped; absent where the dialogue did not get so far. */
  readonly greeting?: SmtpReply;
  readonly ehlo?: SmtpReply;
  /** Present where EHLO was refused for good, so that Postfix goes on with HELO, which knows no STARTTLS. */
  readonly helo?: SmtpReply;
  readonly startTls?: SmtpReply;
  /** Present when the outcome is `tls`. The session as Postfix would see it at a PKIX level, without SNI. */
  readonly tls?: TlsEvidence;
  /** The session with the TLSA base domain as SNI, which Postfix sends at DANE levels; present when TLSA records are in use. */
  readonly daneTls?: TlsEvidence;
  /** Why there is no such session although TLSA records are in use. */
  readonly daneCause?: Cause;
  /**
   * The session with the host's own name as SNI, which Postfix sends for `servername=hostname`. Present only where it may
   * show what the others do not; `daneTls` is that session where the host is the TLSA base domain.
   */
  readonly hostTls?: TlsEvidence;
  /** Why there is no such session although it was tried. */
  readonly hostCause?: Cause;
  /** The sessions with other server names, which an entry asks for by `servername=`. Absent without such an entry. */
  readonly named?: readonly NamedSession[];
}

/** A session with a server name of an entry's choice, or why there is none. */
export interface NamedSession {
  readonly serverName: string;
  readonly tls?: TlsEvidence;
  readonly cause?: Cause;
}

/** Old protocols, and what makes a cipher suite weak. */
export type Weakness =
  | 'sslv2'
  | 'sslv3'
  | 'tls1.0'
  | 'tls1.1'
  | 'export'
  | 'null'
  | 'rc4'
  | 'des'
  | '3des'
  | 'anonymous';

/** Whether a server still agrees to something that is not safe any more. */
export interface WeaknessEvidence {
  readonly weakness: Weakness;
  /** `accepted`: its ServerHello agreed. `refused`: it ended the handshake, or chose something else. */
  readonly answer: 'accepted' | 'refused' | 'untested';
  /** What it agreed to, `SSLv3, TLS_RSA_WITH_RC4_128_SHA`, or how it refused; null where untested. */
  readonly seen: string | null;
  /** Present where untested. */
  readonly cause?: Cause;
}

export interface SmtpReply {
  readonly code: number;
  readonly lines: readonly string[];
}

export interface TlsEvidence {
  /** The server name indication that was sent; null for none. */
  readonly serverName: string | null;
  readonly protocol: string;
  readonly cipher: string;
  /** `X25519`, `prime256v1`, `DH 2048`; absent where there is none, or where the runtime does not tell. */
  readonly keyExchange?: string;
  /**
   * Whether the handshake also succeeds at OpenSSL security level 1, which Postfix raises at authenticating levels:
   * false for the signatures of TLS 1.0 and 1.1, and for keys below 80 bits. Absent where the TLS library knows no such
   * level and nothing speaks against it, which counts as true.
   */
  readonly securityLevelOk?: boolean;
  /** The certificates in the order sent; the first is the server's own. */
  readonly chain: readonly CertificateEvidence[];
  readonly pkix: PkixEvidence;
  /** Present in the session with the TLSA base domain as SNI. */
  readonly dane?: DaneEvidence;
}

export interface CertificateEvidence {
  /** DER, base64. */
  readonly der: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** The dNSName entries of the subject alternative name, as they stand. */
  readonly dnsNames: readonly string[];
  /** The last common name of the subject; Postfix looks at it only without any dNSName. */
  readonly commonName: string | null;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly spkiSha256: string;
  /** `RSA 2048`, `EC prime256v1`, `Ed25519`; absent where the runtime can’t read the key. */
  readonly key?: string;
  /** What the issuer signed with: `ecdsa-with-SHA256`, or a number of the registry as it stands. */
  readonly signature?: string;
}

/** Whether the chain reaches a root of the trust store, dates included and names left aside. */
export interface PkixEvidence {
  readonly verdict: 'trusted' | 'untrusted' | 'untested';
  /** OpenSSL's code in the words of Node: `CERT_HAS_EXPIRED`; null when trusted. */
  readonly error: string | null;
  /** The subject of the root that the chain leads to; present when trusted, and the root is known. */
  readonly root?: string;
  /** Which one of several trust stores holds the root: `CA file ca.pem`. Absent where there is one only. */
  readonly store?: string;
}

/** Whether the presented chain matches the TLSA records in use (RFC 7672 section 3, RFC 7671 section 5). */
export interface DaneEvidence {
  readonly verdict: 'matched' | 'not-matched' | 'untested';
  /** Index into `tlsaRecords` of the record that matched. */
  readonly record: number | null;
  /** Depth of the certificate that matched: 0 is the server's own. */
  readonly depth: number | null;
  /** For DANE-TA: an anchor matched, and then the name or a date failed. Empty otherwise. */
  readonly failure: 'none' | 'no-match' | 'name' | 'expired' | 'no-usable-record' | 'not-decided';
}

/** The MTA-STS policy of the domain (RFC 8461). */
export interface MtaStsEvidence {
  /** `absent`: no TXT record. `policy`: record and policy are valid. `untested`: one of the two could not be had. */
  readonly state: 'absent' | 'policy' | 'untested';
  readonly cause?: Cause;
  readonly record: DnsAnswer<'TXT'> | null;
  readonly policy: MtaStsPolicy | null;
}

export interface MtaStsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Seconds. */
  readonly maxAge: number;
  /** Host names or `*.` patterns, lower case. */
  readonly mx: readonly string[];
}

/**
 * Where the domain wants to be told of failed TLS (RFC 8460): whom to write to, and nothing that any verdict rests on.
 */
export interface TlsRptEvidence {
  /** `absent`: no valid TXT record; with a cause where there is one that is not valid. */
  readonly state: 'absent' | 'record' | 'untested';
  readonly cause?: Cause;
  readonly record: DnsAnswer<'TXT'>;
  /** Addresses for reports, `mailto:` and `https:`. */
  readonly rua: readonly string[];
}
