import type { Service } from '../../mastercf/document';
import { serverCertificateParameters } from '../../postfix/server-certificates';
import { t } from '../../text/translate';
import { overridesOf, parametersAt } from '../site';
import type { Site } from '../whole-site';
import { oldestAllowed } from './allowed-protocols';
import { ciphersOf } from './cipher-grade';
import { guidanceOn, type PostureFacts } from './guidance';
import type { Assessment, PostureSubject } from './posture';
import { protocolsOf } from './protocol-assessment';
import { type Seen, settingOf } from './setting';
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
  const { mainCf, masterCf, versions, place } = site;
  const parameters =
    service === null ? site.parameters : parametersAt(mainCf.document, place, versions, overridesOf(service));
  const seen: Seen = { parameters, service, mainCf, masterCf, versions };
  const word = (name: string): string | null => parameters.value(name).expanded?.toLowerCase() ?? null;
  const isOn = (name: string): boolean => word(name) === 'yes';
  const level = levelOf(word);
  const isMandatory = level === 'encrypt';
  const facts: PostureFacts = {
    direction: 'incoming',
    level,
    isPublic: isPublic(service),
    hasLogin: isOn('smtpd_sasl_auth_enable'),
    opportunistic: oldestAllowed(seen, 'smtpd_tls_protocols'),
    mandatory: oldestAllowed(seen, 'smtpd_tls_mandatory_protocols'),
    grade: word(isMandatory ? 'smtpd_tls_mandatory_ciphers' : 'smtpd_tls_ciphers'),
    hasDane: false,
    asksPlugin: false,
    reports: null,
    protectsLogin: level === null ? null : isMandatory || isOn('smtpd_tls_auth_only'),
  };
  const assess = (threat: Threat, found: Omit<Assessment, 'threat' | 'guidance'>): Assessment => ({
    threat,
    ...found,
    guidance: guidanceOn(threat, facts),
  });
  const offer = [
    'smtpd_tls_security_level',
    ...serverCertificateParameters.filter((name) => word(name) !== '').slice(0, 1),
  ];
  if (isOn('smtpd_tls_wrappermode')) offer.push('smtpd_tls_wrappermode');
  const decidedBy = offer.map((name) => settingOf(seen, name));
  return {
    direction: 'incoming',
    services: [service?.name.text ?? 'smtp'],
    tables: [],
    assessments: [
      assess('reading', { ...reading(level, facts, hasCertificate(word)), decidedBy }),
      assess('stripping', { ...stripping(level, facts), decidedBy: decidedBy.slice(0, 1) }),
      ...(facts.isPublic ? [assess('wrong-host', { ...decidedInDns(), decidedBy: [] })] : []),
      assess('old-protocols', protocolsOf(seen, 'smtpd', facts)),
      assess('weak-ciphers', ciphersOf(seen, 'smtpd', isMandatory)),
      ...(facts.hasLogin ? [assess('passwords', passwords(seen, facts))] : []),
      assess('unnoticed', noticing(seen)),
    ],
  };
}

type Found = Pick<Assessment, 'protection' | 'because' | 'change'>;

function hasCertificate(word: (name: string) => string | null): boolean {
  return serverCertificateParameters.some((name) => word(name) !== '');
}

/** As smtpd(8) makes it out of smtpd_tls_security_level and its predecessors; levels of the client count as `encrypt`. */
function levelOf(word: (name: string) => string | null): 'none' | 'may' | 'encrypt' | null {
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

function reading(level: PostureFacts['level'], { isPublic: takesAll }: PostureFacts, isCertified: boolean): Found {
  if (level === null) return { protection: 'unknown', because: t('These files do not tell the level.'), change: null };
  if (level !== 'none' && !isCertified) {
    return {
      protection: 'no',
      because: t('No certificate is set, and so no TLS is offered.'),
      change: t('Set {0} to a file with the key and the certificates.', 'smtpd_tls_chain_files'),
    };
  }
  switch (level) {
    case 'none':
      return {
        protection: 'no',
        because: t('No TLS is offered: all mail comes in the clear.'),
        change: t('Write {0}, with a certificate.', `smtpd_tls_security_level = ${takesAll ? 'may' : 'encrypt'}`),
      };
    case 'may':
      return {
        protection: 'partly',
        because: t('TLS is offered, and whoever sends decides.'),
        change: takesAll ? null : t('Write {0} behind `-o` of this service.', 'smtpd_tls_security_level=encrypt'),
      };
    default:
      return { protection: 'yes', because: t('No mail is taken without TLS.'), change: null };
  }
}

function stripping(level: PostureFacts['level'], { isPublic: takesAll }: PostureFacts): Found {
  if (level === null) return { protection: 'unknown', because: t('These files do not tell the level.'), change: null };
  if (level === 'encrypt') {
    return {
      protection: 'yes',
      because: takesAll
        ? t('No mail is taken without TLS; mail of servers without it is lost.')
        : t('No mail is taken without TLS.'),
      change: takesAll ? t('For a public server write {0}.', 'smtpd_tls_security_level = may') : null,
    };
  }
  if (takesAll) {
    return {
      protection: 'no',
      because: t(
        'A public server can not require TLS. Whether senders insist on it, they decide by what this domain publishes.',
      ),
      change: t('Publish TLSA records in a signed zone, or an MTA-STS policy. Nothing in these files does that.'),
    };
  }
  return {
    protection: 'no',
    because: t('A program that is told that there is no STARTTLS sends in the clear.'),
    change: t('Write {0} behind `-o` of this service.', 'smtpd_tls_security_level=encrypt'),
  };
}

function decidedInDns(): Found {
  return {
    protection: 'unknown',
    because: t('Whether others can take the place of this server, its DNS decides, which is not asked here.'),
    change: null,
  };
}

function passwords(seen: Seen, { protectsLogin }: PostureFacts): Omit<Assessment, 'threat' | 'guidance'> {
  const decidedBy = ['smtpd_tls_auth_only', 'smtpd_tls_security_level', 'smtpd_sasl_security_options'].map((name) =>
    settingOf(seen, name),
  );
  const hidesThem = decidedBy[2]?.value?.includes('noplaintext');
  if (protectsLogin === true) {
    return { protection: 'yes', because: t('Passwords are taken within TLS only.'), change: null, decidedBy };
  }
  if (protectsLogin === null || hidesThem === undefined) {
    return { protection: 'unknown', because: t('These files do not tell the level.'), change: null, decidedBy };
  }
  return {
    protection: hidesThem ? 'partly' : 'no',
    because: hidesThem
      ? t('Outside of TLS only mechanisms are taken that do not send the password itself.')
      : t('A client may send its password in the clear, and does so where STARTTLS was taken out.'),
    change: t('Write {0}.', 'smtpd_tls_auth_only = yes'),
    decidedBy,
  };
}

function noticing(seen: Seen): Omit<Assessment, 'threat' | 'guidance'> {
  const log = settingOf(seen, 'smtpd_tls_loglevel');
  const decidedBy = [log];
  if (log.value === null) {
    return { protection: 'unknown', because: t('These files do not tell the log level.'), change: null, decidedBy };
  }
  if (Number(log.value) > 0) {
    return { protection: 'yes', because: t('TLS of each connection is logged.'), change: null, decidedBy };
  }
  return {
    protection: 'no',
    because: t('The log does not tell which mail was encrypted, and how.'),
    change: t('Write {0}.', 'smtpd_tls_loglevel = 1'),
    decidedBy,
  };
}
