import { t } from '../../text/translate';
import { isAtLeast, type Oldest } from './allowed-protocols';
import { type GuidanceSource, guidanceSources } from './guidance-sources';
import type { Threat } from './threats';

/** What a statement may ask of a server. Null: not known. */
export interface PostureFacts {
  readonly direction: 'outgoing' | 'incoming';
  /** The level in force for what has no entry of its own; `defers` where nothing is sent. */
  readonly level: string | null;
  /** Whether a server on this port takes mail of the whole Internet. */
  readonly isPublic: boolean;
  /** Whether clients may log in here. */
  readonly hasLogin: boolean;
  /** The oldest protocol where TLS is optional, and where it is required. */
  readonly opportunistic: Oldest;
  readonly mandatory: Oldest;
  /** The cipher grade in force, in lower case. */
  readonly grade: string | null;
  readonly hasDane: boolean;
  /** Whether a program that knows MTA-STS is asked for policies. */
  readonly asksPlugin: boolean;
  readonly reports: boolean | null;
  /** Whether passwords are only taken over TLS. */
  readonly protectsLogin: boolean | null;
}

/** A statement beside what this server does. */
export interface GuidanceHere {
  readonly source: GuidanceSource;
  /** Where in the source; empty for all of it. */
  readonly section: string;
  readonly says: string;
  /** Whether that holds here; null where these files do not tell, or where it asks for nothing. */
  readonly met: boolean | null;
}

interface Statement {
  readonly threats: readonly Threat[];
  readonly source: keyof typeof guidanceSources;
  readonly section: string;
  readonly says: () => string;
  readonly isFor: (facts: PostureFacts) => boolean;
  readonly met: (facts: PostureFacts) => boolean | null;
}

const always = (): boolean => true;
const outgoing = ({ direction }: PostureFacts): boolean => direction === 'outgoing';
const incoming = ({ direction }: PostureFacts): boolean => direction === 'incoming';
const toPublic = ({ direction, isPublic }: PostureFacts): boolean => direction === 'incoming' && isPublic;
const toLogin = ({ direction, hasLogin, isPublic }: PostureFacts): boolean =>
  direction === 'incoming' && hasLogin && !isPublic;
const unknown = (): null => null;

/** Both where TLS is optional and where it is required. */
function bothAtLeast(wanted: 'TLSv1' | 'TLSv1.2') {
  return ({ opportunistic, mandatory }: PostureFacts): boolean | null => {
    const [a, b] = [isAtLeast(opportunistic, wanted), isAtLeast(mandatory, wanted)];
    return a === false || b === false ? false : a === null || b === null ? null : true;
  };
}

function hasTls({ level }: PostureFacts): boolean | null {
  return level === null ? null : level !== 'none';
}

const onTheWay: readonly Threat[] = ['stripping', 'dns-forging', 'wrong-host'];

/** What the sources say, as their editions that are named in `guidanceSources` have it. */
const statements: readonly Statement[] = [
  {
    threats: ['reading'],
    source: 'rfc7435',
    section: '3',
    says: () => t('Encrypt wherever the other side can, even where it can not be authenticated.'),
    isFor: always,
    met: hasTls,
  },
  {
    threats: ['reading'],
    source: 'mozilla',
    section: '',
    says: () => t('Its configuration for Postfix has `smtp_tls_security_level = may`.'),
    isFor: outgoing,
    met: hasTls,
  },
  {
    threats: ['reading'],
    source: 'mozilla',
    section: '',
    says: () => t('Its configuration for Postfix has `smtpd_tls_security_level = may`.'),
    isFor: toPublic,
    met: hasTls,
  },
  {
    threats: ['reading'],
    source: 'betterCrypto',
    section: '',
    says: () => t('Opportunistic TLS in both directions: `may`.'),
    isFor: (facts) => outgoing(facts) || toPublic(facts),
    met: hasTls,
  },
  {
    threats: ['reading', 'stripping'],
    source: 'rfc3207',
    section: '4',
    says: () => t('A server that is public must not require STARTTLS to take mail.'),
    isFor: toPublic,
    met: ({ level }) => (level === null ? null : level !== 'encrypt'),
  },
  {
    threats: ['reading', 'stripping', 'passwords'],
    source: 'rfc8314',
    section: '3.3',
    says: () => t('Submission of mail is by TLS only, best from the first byte, on port 465.'),
    isFor: toLogin,
    met: ({ level }) => (level === null ? null : level === 'encrypt'),
  },
  {
    threats: onTheWay,
    source: 'rfc7672',
    section: '2.2',
    says: () =>
      t(
        'Where a destination has DNSSEC and TLSA records, a sender with DANE authenticates its servers, and never falls back to clear text.',
      ),
    isFor: outgoing,
    met: ({ hasDane }) => hasDane,
  },
  {
    threats: onTheWay,
    source: 'rfc8461',
    section: '5',
    says: () =>
      t(
        'A sender with MTA-STS keeps to the policy that a destination publishes over HTTPS. Postfix leaves that to a program that it asks by a `socketmap` table.',
      ),
    isFor: outgoing,
    met: ({ asksPlugin }) => asksPlugin,
  },
  {
    threats: onTheWay,
    source: 'bsiMail',
    section: '',
    says: () => t('DNSSEC and DANE are obligatory for providers who follow it.'),
    isFor: outgoing,
    met: ({ hasDane }) => hasDane,
  },
  {
    threats: ['stripping', 'wrong-host'],
    source: 'rfc7672',
    section: '3.1',
    says: () => t('TLSA records in a signed zone let senders authenticate this server.'),
    isFor: toPublic,
    met: unknown,
  },
  {
    threats: ['stripping', 'wrong-host'],
    source: 'rfc8461',
    section: '3',
    says: () => t('An MTA-STS policy in mode enforce lets senders do so by a certificate of a public authority.'),
    isFor: toPublic,
    met: unknown,
  },
  {
    threats: ['stripping', 'wrong-host'],
    source: 'bsiMail',
    section: '',
    says: () => t('A signed zone with TLSA records is obligatory for providers who follow it.'),
    isFor: toPublic,
    met: unknown,
  },
  {
    threats: ['old-protocols'],
    source: 'rfc9325',
    section: '3.1.1',
    says: () => t('No SSL, no TLS 1.0, no TLS 1.1; TLS 1.2 is there, and TLS 1.3 should be.'),
    isFor: always,
    met: bothAtLeast('TLSv1.2'),
  },
  {
    threats: ['old-protocols'],
    source: 'rfc9325',
    section: '5.2',
    says: () => t('Where TLS is optional these rules may be too strict: clear text is worse than an old protocol.'),
    isFor: ({ direction, level }) => direction === 'outgoing' || level !== 'encrypt',
    met: unknown,
  },
  {
    threats: ['old-protocols'],
    source: 'rfc7568',
    section: '3',
    says: () => t('SSLv3 must not be used (POODLE, October 2014).'),
    isFor: always,
    met: bothAtLeast('TLSv1'),
  },
  {
    threats: ['old-protocols'],
    source: 'rfc8997',
    section: '',
    says: () => t('No TLS 1.1 and older for the submission of mail.'),
    isFor: toLogin,
    met: bothAtLeast('TLSv1.2'),
  },
  {
    threats: ['old-protocols'],
    source: 'mozilla',
    section: 'intermediate',
    says: () => t('TLS 1.2 and 1.3, also where TLS is optional.'),
    isFor: always,
    met: bothAtLeast('TLSv1.2'),
  },
  {
    threats: ['old-protocols'],
    source: 'betterCrypto',
    section: '',
    says: () => t('No SSLv2 and no SSLv3, for the sake of DROWN; nothing about TLS 1.0 and 1.1.'),
    isFor: always,
    met: bothAtLeast('TLSv1'),
  },
  {
    threats: ['old-protocols'],
    source: 'bsiTls',
    section: '',
    says: () => t('TLS 1.2 and 1.3 are recommended; SSL, TLS 1.0 and 1.1 are not.'),
    isFor: always,
    met: bothAtLeast('TLSv1.2'),
  },
  {
    threats: ['weak-ciphers'],
    source: 'rfc9325',
    section: '4.1',
    says: () => t('No cipher without encryption, no RC4, none of less than 112 bits.'),
    isFor: always,
    met: ({ grade }) => (grade === 'high' ? true : grade === 'null' ? false : null),
  },
  {
    threats: ['weak-ciphers'],
    source: 'mozilla',
    section: 'intermediate',
    says: () => t('Six suites with forward secrecy, as a list of its own for the grade `medium`.'),
    isFor: always,
    met: unknown,
  },
  {
    threats: ['weak-ciphers'],
    source: 'betterCrypto',
    section: '',
    says: () => t('Grade `high` where TLS is required; no limit where it is optional.'),
    isFor: incoming,
    met: unknown,
  },
  {
    threats: ['passwords'],
    source: 'mozilla',
    section: '',
    says: () => t('Its configuration for Postfix has `smtpd_tls_auth_only = yes`.'),
    isFor: incoming,
    met: ({ protectsLogin }) => protectsLogin,
  },
  {
    threats: ['passwords'],
    source: 'betterCrypto',
    section: '',
    says: () => t('Offers logins only after STARTTLS: `smtpd_tls_auth_only = yes`.'),
    isFor: incoming,
    met: ({ protectsLogin }) => protectsLogin,
  },
  {
    threats: ['unnoticed'],
    source: 'rfc8460',
    section: '',
    says: () => t('Senders report to destinations how TLS went, so that both notice when somebody interferes.'),
    isFor: outgoing,
    met: ({ reports }) => reports,
  },
  {
    threats: ['unnoticed'],
    source: 'bsiMail',
    section: '',
    says: () => t('Version 2.0 (2023) brings TLS reporting, as others tell.'),
    isFor: outgoing,
    met: ({ reports }) => reports,
  },
];

/** What the sources say of a threat, and whether that holds for such a server. */
export function guidanceOn(threat: Threat, facts: PostureFacts): readonly GuidanceHere[] {
  return statements
    .filter((each) => each.threats.includes(threat) && each.isFor(facts))
    .map(({ source, section, says, met }) => ({
      source: guidanceSources[source],
      section,
      says: says(),
      met: met(facts),
    }));
}
