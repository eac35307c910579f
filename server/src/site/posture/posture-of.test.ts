import { describe, expect, it } from 'vitest';
import { parseVersions } from '../../language/postfix-versions';
import { parseMainCf } from '../../maincf/parse';
import { parseMasterCf } from '../../mastercf/parse';
import { parsePolicy } from '../../policy/parse';
import { openSite } from '../whole-site';
import type { PostureSubject, Protection } from './posture';
import { postureOf } from './posture-of';
import type { Threat } from './threats';

const folder = '/etc/postfix';

function subjectsOf(
  mainCf: string,
  { masterCf, table, version = '3.7' }: { masterCf?: string; table?: string; version?: string } = {},
): readonly PostureSubject[] {
  const postfixVersions = parseVersions(version) ?? undefined;
  const site = openSite(
    {
      place: { folder, root: null },
      mainCf: { path: `${folder}/main.cf`, document: parseMainCf(mainCf) },
      masterCf: masterCf === undefined ? null : { path: `${folder}/master.cf`, document: parseMasterCf(masterCf) },
      files: { table: (_, tableType) => (table === undefined ? null : parsePolicy(table, { tableType })) },
      beside: [],
    },
    postfixVersions ? { postfixVersions } : {},
  );
  return postureOf(site).subjects;
}

type Verdicts = Partial<Record<Threat, Protection>>;

function verdictsOf(subject: PostureSubject | undefined): Verdicts {
  return Object.fromEntries(subject?.assessments.map(({ threat, protection }) => [threat, protection]) ?? []);
}

const dane = 'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\n';
const nothing: Verdicts = { reading: 'no', stripping: 'no', 'dns-forging': 'no', 'wrong-host': 'no' };
const all: Verdicts = { reading: 'yes', stripping: 'yes', 'dns-forging': 'yes', 'wrong-host': 'yes' };
const opportunistic: Verdicts = { ...nothing, reading: 'partly' };

describe('outgoing mail', () => {
  it.each<[string, Verdicts]>([
    ['', nothing],
    ['smtp_use_tls = yes\n', opportunistic],
    ['smtp_tls_security_level = may\n', opportunistic],
    ['smtp_tls_security_level = $level\nlevel = may\n', opportunistic],
    ['smtp_tls_security_level = encrypt\n', { ...nothing, reading: 'yes', stripping: 'yes' }],
    [dane, { reading: 'partly', stripping: 'partly', 'dns-forging': 'partly', 'wrong-host': 'partly' }],
    ['smtp_tls_security_level = dane\n', opportunistic],
    [`${dane}smtp_host_lookup = native\n`, opportunistic],
    ['smtp_tls_security_level = dane-only\nsmtp_dns_support_level = dnssec\n', all],
    ['smtp_tls_security_level = fingerprint\n', all],
    ['smtp_tls_security_level = secure\n', all],
    [
      'smtp_tls_security_level = secure\nsmtp_tls_secure_cert_match = nexthop, hostname\n',
      { ...all, 'dns-forging': 'no' },
    ],
    ['smtp_tls_security_level = verify\n', { ...all, 'dns-forging': 'no', 'wrong-host': 'partly' }],
    ['smtp_tls_security_level = {{ level }}\n', { reading: 'unknown', stripping: 'unknown' }],
    ['smtp_tls_protocols = !SSLv2\n', { 'old-protocols': 'no' }],
    ['smtp_tls_mandatory_protocols = TLSv1.0\n', { 'old-protocols': 'no' }],
    ['smtp_tls_mandatory_protocols = >=TLSv1.2\n', { 'old-protocols': 'partly' }],
    ['smtp_tls_mandatory_protocols = >=TLSv1.2\nsmtp_tls_protocols = >=TLSv1.2\n', { 'old-protocols': 'yes' }],
    ['smtp_tls_ciphers = null\n', { 'weak-ciphers': 'no' }],
    ['smtp_tls_ciphers = strong\n', { 'weak-ciphers': 'no' }],
    ['tls_medium_cipherlist = ALL\n', { 'weak-ciphers': 'unknown' }],
    ['smtp_tls_loglevel = 1\n', { unnoticed: 'partly' }],
    ['smtp_tls_loglevel = 0\n', { unnoticed: 'no' }],
  ])('of %j', (mainCf, expected) => {
    expect(verdictsOf(subjectsOf(mainCf)[0])).toMatchObject(expected);
  });

  it.each([
    ['may', /smtp_tls_security_level = dane/],
    ['encrypt', /^(?!.*= dane).*policy table/],
  ])('is told of no change that lets it out in the clear: from %s', (level, change) => {
    const [subject] = subjectsOf(`smtp_tls_security_level = ${level}\n`);
    const told = subject?.assessments.filter(({ threat }) => threat === 'dns-forging' || threat === 'wrong-host');
    expect(told?.map((each) => each.change)).toEqual([
      expect.stringMatching(change) as string,
      expect.stringMatching(change) as string,
    ]);
  });

  it('tells the line that decides, or of which releases the default is', () => {
    const settings = (version: string) =>
      subjectsOf('# a\nsmtp_tls_security_level =\n  may\n', { version })[0]?.assessments.flatMap(
        ({ decidedBy }) => decidedBy,
      );
    expect(settings('3.7')).toContainEqual({
      name: 'smtp_tls_security_level',
      value: 'may',
      place: { path: `${folder}/main.cf`, line: 2 },
      byDefault: null,
    });
    const byDefault = (version: string) =>
      settings(version)?.find(({ name }) => name === 'smtp_tls_protocols')?.byDefault;
    expect(byDefault('3.7')).toBe('the default since Postfix 3.6');
    expect(byDefault('3.5')).toBe('the default of Postfix before 3.6');
    expect(byDefault('3.5-3.7')).toBe(
      'the default, which is not the same in all of Postfix 3.5 to 3.7: !SSLv2, !SSLv3 or >=TLSv1',
    );
  });

  it.each<[string, string, Threat, readonly string[]]>([
    ['both that a level needs', 'smtp_tls_security_level = dane\n', 'stripping', ['level', 'smtp_dns_support_level']],
    ['both of DANE', dane, 'wrong-host', ['level', 'smtp_dns_support_level']],
    [
      'each obstacle to DANE',
      'smtp_tls_security_level = dane\nsmtp_host_lookup = native\nignore_mx_lookup_error = yes\n',
      'stripping',
      ['level', 'smtp_dns_support_level', 'smtp_host_lookup', 'ignore_mx_lookup_error'],
    ],
    ['no default that hinders nothing', 'smtp_tls_security_level = may\n', 'stripping', ['level']],
    [
      'what makes the level',
      'smtp_use_tls = yes\nsmtp_enforce_tls = no\n',
      'reading',
      ['level', 'smtp_enforce_tls', 'smtp_use_tls'],
    ],
    ['nothing that the level outdoes', 'smtp_tls_security_level = may\nsmtp_use_tls = no\n', 'reading', ['level']],
    [
      'the names of secure',
      'smtp_tls_security_level = secure\n',
      'dns-forging',
      ['level', 'smtp_tls_secure_cert_match'],
    ],
    [
      'TLS from the first byte',
      'smtp_tls_security_level = may\nsmtp_tls_wrappermode = yes\n',
      'stripping',
      ['smtp_tls_wrappermode'],
    ],
    [
      'the level that picks the grade',
      'smtp_tls_security_level = may\nsmtp_tls_mandatory_ciphers = null\n',
      'weak-ciphers',
      ['level', 'smtp_tls_ciphers'],
    ],
    ['both lists of protocols', '', 'old-protocols', ['smtp_tls_protocols', 'smtp_tls_mandatory_protocols']],
  ])('names the settings that decide together: %s', (_, mainCf, threat, expected) => {
    const [subject] = subjectsOf(mainCf);
    const decidedBy = subject?.assessments.find((each) => each.threat === threat)?.decidedBy;
    expect(decidedBy?.map(({ name }) => name)).toEqual(
      expected.map((name) => (name === 'level' ? 'smtp_tls_security_level' : name)),
    );
  });

  it('does not write what an old release does not know', () => {
    const changeOf = (version: string) =>
      subjectsOf('', { version })[0]?.assessments.find(({ threat }) => threat === 'old-protocols')?.change;
    expect(changeOf('3.5')).toContain('smtp_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1');
    expect(changeOf('3.7')).toContain('smtp_tls_mandatory_protocols = >=TLSv1.2');
  });

  it('counts the entries of the tables by their level, and sees each service as it is', () => {
    const masterCf = `smtp unix - - n - - smtp
relay unix - - n - - smtp
strict unix - - n - - smtp -o smtp_tls_security_level=secure
`;
    const table =
      'a.example secure\nb.example dane\nc.example dane\nd.example securee\n*.e.example encrypt\nf.example\n';
    const mainCf =
      'inet_interfaces = loopback-only\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy, socketmap:unix:sts:x\n';
    const subjects = subjectsOf(mainCf, { masterCf, table });
    expect(subjects.map(({ services }) => services)).toEqual([['smtp', 'relay'], ['strict']]);
    expect(subjects[0]?.tables).toEqual([
      {
        table: 'hash:/etc/postfix/tls_policy',
        levels: [
          ['secure', 1],
          ['dane', 2],
          ['invalid', 1],
        ],
      },
      { table: 'socketmap:unix:sts:x', levels: null },
    ]);
    const own = 'smtp_tls_policy_maps = inline:{a.example=secure, {b.example = may}}, static:encrypt\n';
    expect(subjectsOf(own)[0]?.tables.map(({ levels }) => levels)).toEqual([
      [
        ['may', 1],
        ['secure', 1],
      ],
      [['encrypt', 1]],
    ]);
    expect(subjects[1]?.assessments[0]?.decidedBy[0]?.place).toEqual({ path: `${folder}/master.cf`, line: 3 });
  });
});

const certified = 'smtpd_tls_chain_files = /etc/ssl/mail.pem\n';

describe('incoming mail', () => {
  const incoming = (mainCf: string, masterCf?: string) =>
    subjectsOf(mainCf, masterCf === undefined ? {} : { masterCf }).filter(({ direction }) => direction === 'incoming');

  it.each<[string, Verdicts]>([
    ['', { reading: 'no', stripping: 'no', 'wrong-host': 'unknown' }],
    ['smtpd_tls_security_level = may\n', { reading: 'no' }],
    [`${certified}smtpd_tls_security_level = may\n`, { reading: 'partly', stripping: 'no' }],
    [`${certified}smtpd_use_tls = yes\n`, { reading: 'partly' }],
    [`${certified}smtpd_tls_security_level = encrypt\n`, { reading: 'yes', stripping: 'yes' }],
    [`${certified}smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\n`, { passwords: 'no' }],
    [
      `${certified}smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\nsmtpd_tls_auth_only = yes\n`,
      { passwords: 'yes' },
    ],
    ['smtpd_tls_protocols = !SSLv2\n', { 'old-protocols': 'no' }],
    ['smtpd_tls_loglevel = 1\n', { unnoticed: 'yes' }],
  ])('of %j', (mainCf, expected) => {
    expect(verdictsOf(incoming(mainCf)[0])).toMatchObject(expected);
  });

  it.each<[string, Threat, readonly string[]]>([
    ['smtpd_tls_security_level = may\n', 'reading', ['smtpd_tls_security_level', 'smtpd_tls_chain_files']],
    [
      'smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /a\n',
      'reading',
      ['smtpd_tls_security_level', 'smtpd_tls_cert_file'],
    ],
    [
      `${certified}smtpd_tls_security_level = may\nsmtpd_sasl_auth_enable = yes\n`,
      'passwords',
      ['smtpd_tls_security_level', 'smtpd_tls_auth_only', 'smtpd_sasl_security_options'],
    ],
    [`${certified}smtpd_tls_security_level = may\n`, 'wrong-host', []],
  ])('names the settings that decide together: %j', (mainCf, threat, expected) => {
    const decidedBy = incoming(mainCf)[0]?.assessments.find((each) => each.threat === threat)?.decidedBy;
    expect(decidedBy?.map(({ name }) => name)).toEqual(expected);
  });

  it('is that of the ports that others reach', () => {
    const masterCf = `smtp inet n - n - 1 postscreen
smtpd pass - - n - - smtpd
submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:10025 inet n - n - - smtpd
`;
    const found = incoming(`${certified}smtpd_tls_security_level = may\n`, masterCf);
    expect(found.map(({ services }) => services)).toEqual([['smtpd'], ['submission'], ['465']]);
    expect(found.map((subject) => verdictsOf(subject).stripping)).toEqual(['no', 'yes', 'yes']);
    expect(incoming(`${certified}inet_interfaces = loopback-only\n`, masterCf)).toEqual([]);
  });
});

describe('guidance', () => {
  it('says what holds here, each with its source and its edition', () => {
    const [outgoing] = subjectsOf(dane);
    const found = new Map(
      outgoing?.assessments.flatMap(({ guidance }) =>
        guidance.map(({ source, section, met }) => [`${source.name} ${section}`.trim(), met] as const),
      ),
    );
    expect(Object.fromEntries(found)).toMatchObject({
      'RFC 7672 2.2': true,
      'RFC 8461 5': false,
      'RFC 9325 3.1.1': false,
      'RFC 9325 5.2': null,
      'RFC 7568 3': true,
      'Mozilla Server Side TLS intermediate': null,
      'BSI TR-02102-2': false,
      'RFC 8460': false,
    });
  });
});
