import type { Service } from '../../mastercf/document';
import { serverCertificateParameters } from '../../postfix/server-certificates';
import { t } from '../../text/translate';
import type { Site } from '../whole-site';
import { oldestAllowed } from './allowed-protocols';
import { type Answer, answer } from './answer';
import { ciphersOf } from './cipher-grade';
import { type Answers, type Candidate, sessionCandidates, withDeciding } from './deciding';
import { guidanceOn, type PostureFacts } from './guidance';
import type { PostureSubject } from './posture';
import { protocolsOf } from './protocol-assessment';
import { type Seen, seenBy } from './setting';
import type { Threat } from './threats';

/** The servers of a site that others reach: the lines of smtpd(8) in master.cf, those on a loopback address left out. */
export function serversOf({ masterCf, parameters }: Site): readonly (Service | null)[] {
  if (parameters.value('inet_interfaces').expanded?.toLowerCase() === 'loopback-only') return [];
  if (masterCf === null) return [null];
  return masterCf.document.services.filter(
    ({ name, type, command, defect }) =>
      defect === null &&
      command?.text === 'smtpd' &&
      (type?.text === 'inet' || type?.text === 'pass') &&
      !/^(?:127\.|\[?::1\]?:|localhost:)/i.test(name.text),
  );
}

/** What mail that a server takes is protected against. */
export function incomingPosture(site: Site, service: Service | null): PostureSubject {
  const seen = seenBy(site, service);
  const facts = factsOf(seen);
  return {
    direction: 'incoming',
    services: [service?.name.text ?? 'smtp'],
    tables: [],
    assessments: withDeciding(seen, candidates, answersFor).map((each) => ({
      ...each,
      guidance: guidanceOn(each.threat, facts),
    })),
  };
}

type Word = (name: string) => string | null;

function wordsOf({ parameters }: Seen): Word {
  return (name) => parameters.value(name).expanded?.toLowerCase() ?? null;
}

function factsOf(seen: Seen): PostureFacts {
  const word = wordsOf(seen);
  const level = levelOf(word);
  return {
    direction: 'incoming',
    level,
    isPublic: isPublic(seen.service),
    hasLogin: word('smtpd_sasl_auth_enable') === 'yes',
    opportunistic: oldestAllowed(seen, 'smtpd_tls_protocols'),
    mandatory: oldestAllowed(seen, 'smtpd_tls_mandatory_protocols'),
    grade: word(level === 'encrypt' ? 'smtpd_tls_mandatory_ciphers' : 'smtpd_tls_ciphers'),
    hasDane: false,
    asksPlugin: false,
    reports: null,
    protectsLogin: level === null ? null : level === 'encrypt' || word('smtpd_tls_auth_only') === 'yes',
  };
}

function answersFor(seen: Seen): Answers {
  const word = wordsOf(seen);
  const facts = factsOf(seen);
  const { level } = facts;
  return new Map<Threat, Answer>([
    ['reading', reading(level, facts, hasCertificate(word))],
    ['stripping', stripping(level, facts)],
    ...(facts.isPublic ? [['wrong-host', decidedInDns()] as const] : []),
    ['old-protocols', protocolsOf(seen, 'smtpd', facts)],
    ['weak-ciphers', ciphersOf(seen, 'smtpd', level === 'encrypt')],
    ...(facts.hasLogin ? [['passwords', passwords(word, facts)] as const] : []),
    ['unnoticed', noticing(word)],
  ]);
}

/** What may decide about incoming mail, by its weight. */
const candidates: readonly Candidate[] = [
  { name: 'smtpd_tls_security_level', tried: ['none', 'may', 'encrypt'] },
  { name: 'smtpd_enforce_tls', tried: ['yes', 'no'], ifSet: true },
  { name: 'smtpd_use_tls', tried: ['yes', 'no'], ifSet: true },
  { name: 'smtpd_tls_wrappermode', tried: ['yes', 'no'], ifSet: true },
  ...serverCertificateParameters.map((name, index): Candidate => {
    const tried = ['', '/etc/ssl/private/mail.pem'];
    // Where none is set, the first one is to be.
    return index === 0 ? { name, tried } : { name, tried, ifSet: true };
  }),
  { name: 'smtpd_tls_auth_only', tried: ['yes', 'no'] },
  { name: 'smtpd_sasl_security_options', tried: ['noanonymous', 'noanonymous, noplaintext'] },
  ...sessionCandidates('smtpd'),
];

function hasCertificate(word: Word): boolean {
  return serverCertificateParameters.some((name) => word(name) !== '');
}

/** As smtpd(8) makes it out of smtpd_tls_security_level and its predecessors; levels of the client count as `encrypt`. */
function levelOf(word: Word): 'none' | 'may' | 'encrypt' | null {
  const level = word('smtpd_tls_security_level');
  if (level === null) return null;
  if (word('smtpd_tls_wrappermode') === 'yes' && level !== 'none') return 'encrypt';
  if (level === 'none' || level === 'may') return level;
  if (level !== '') return ['encrypt', 'verify', 'secure', 'fingerprint'].includes(level) ? 'encrypt' : null;
  if (word('smtpd_enforce_tls') === 'yes') return 'encrypt';
  return word('smtpd_use_tls') === 'yes' ? 'may' : 'none';
}

/** Port 25, by its name or behind postscreen(8); all other ports are for people who log in, or for other programs. */
function isPublic(service: Service | null): boolean {
  return service === null || service.type?.text === 'pass' || /(?:^|:)(?:smtp|25)$/.test(service.name.text);
}

function reading(level: PostureFacts['level'], { isPublic: takesAll }: PostureFacts, isCertified: boolean): Answer {
  if (level === null) return answer('unknown', t('These files do not tell the level.'));
  if (level !== 'none' && !isCertified) {
    return answer(
      'no',
      t('No certificate is set, and so no TLS is offered.'),
      t('Set {0} to a file with the key and the certificates.', 'smtpd_tls_chain_files'),
    );
  }
  switch (level) {
    case 'none':
      return answer(
        'no',
        t('No TLS is offered: all mail comes in the clear.'),
        t('Write {0}, with a certificate.', `smtpd_tls_security_level = ${takesAll ? 'may' : 'encrypt'}`),
      );
    case 'may':
      return answer('partly', t('TLS is offered, and whoever sends decides.'), takesAll ? null : requireHere());
    default:
      return answer('yes', t('No mail is taken without TLS.'));
  }
}

function stripping(level: PostureFacts['level'], { isPublic: takesAll }: PostureFacts): Answer {
  if (level === null) return answer('unknown', t('These files do not tell the level.'));
  if (level === 'encrypt') {
    return takesAll
      ? answer(
          'yes',
          t('No mail is taken without TLS; mail of servers without it is lost.'),
          t('For a public server write {0}.', 'smtpd_tls_security_level = may'),
        )
      : answer('yes', t('No mail is taken without TLS.'));
  }
  return takesAll
    ? answer(
        'no',
        t(
          'A public server can not require TLS. Whether senders insist on it, they decide by what this domain publishes.',
        ),
        t('Publish TLSA records in a signed zone, or an MTA-STS policy. Nothing in these files does that.'),
      )
    : answer('no', t('A program that is told that there is no STARTTLS sends in the clear.'), requireHere());
}

function requireHere(): string {
  return t('Write {0} behind `-o` of this service.', 'smtpd_tls_security_level=encrypt');
}

function decidedInDns(): Answer {
  return answer(
    'unknown',
    t('Whether others can take the place of this server, its DNS decides, which is not asked here.'),
  );
}

function passwords(word: Word, { protectsLogin }: PostureFacts): Answer {
  if (protectsLogin === true) return answer('yes', t('Passwords are taken within TLS only.'));
  const hidesThem = word('smtpd_sasl_security_options')?.includes('noplaintext');
  if (protectsLogin === null || hidesThem === undefined) {
    return answer('unknown', t('These files do not tell the level.'));
  }
  const change = t('Write {0}.', 'smtpd_tls_auth_only = yes');
  return hidesThem
    ? answer('partly', t('Outside of TLS only mechanisms are taken that do not send the password itself.'), change)
    : answer('no', t('A client may send its password in the clear, and does so where STARTTLS was taken out.'), change);
}

function noticing(word: Word): Answer {
  const log = word('smtpd_tls_loglevel');
  if (log === null) return answer('unknown', t('These files do not tell the log level.'));
  return Number(log) > 0
    ? answer('yes', t('TLS of each connection is logged.'))
    : answer(
        'no',
        t('The log does not tell which mail was encrypted, and how.'),
        t('Write {0}.', 'smtpd_tls_loglevel = 1'),
      );
}
