import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVersions } from '../../language/postfix-versions';
import { parseMainCf } from '../../maincf/parse';
import { parseMasterCf } from '../../mastercf/parse';
import { applyEdits } from '../../text/span';
import { overridesOf, parametersAt } from '../site';
import { openSite, type Site } from '../whole-site';
import { modernise } from './modernise';
import { levelBy, oldLevels } from './old-levels';

const place = { folder: '/etc/postfix', root: null };

function siteOf(mainCf: string, masterCf: string | null, version = '3.7'): Site {
  const postfixVersions = parseVersions(version);
  return openSite(
    {
      place,
      mainCf: { path: '/etc/postfix/main.cf', document: parseMainCf(mainCf) },
      masterCf: masterCf === null ? null : { path: '/etc/postfix/master.cf', document: parseMasterCf(masterCf) },
      files: { table: () => null },
      beside: [],
    },
    postfixVersions ? { postfixVersions } : {},
  );
}

function modernised(mainCf: string, masterCf: string | null = null, version = '3.7') {
  const changes = modernise(siteOf(mainCf, masterCf, version));
  const editsOf = (wanted: string) => changes.flatMap(({ file, edits }) => (file === wanted ? edits : []));
  return {
    main: applyEdits(mainCf, editsOf('main-cf')),
    master: masterCf === null ? null : applyEdits(masterCf, editsOf('master-cf')),
  };
}

/** What each service has, by what `levelBy` holds against smtp(8). */
function levelsOf({ mainCf, masterCf, versions }: Site): readonly unknown[] {
  const services = [null, ...(masterCf?.document.services ?? [])];
  return services.map((service) =>
    oldLevels
      .filter(({ program }) => service === null || service.command?.text === program)
      .map((old) =>
        levelBy(old, parametersAt(mainCf.document, place, versions, service ? overridesOf(service) : new Map())),
      ),
  );
}

describe('modern settings', () => {
  it.each([
    ['smtp_use_tls = yes\n', 'smtp_tls_security_level = may\n'],
    ['smtp_enforce_tls = yes\n', 'smtp_tls_security_level = verify\n'],
    ['smtp_tls_enforce_peername = no\n# a\nsmtp_enforce_tls = yes\n', 'smtp_tls_security_level = encrypt\n# a\n'],
    ['smtp_use_tls = yes\nsmtp_tls_security_level = dane\n', 'smtp_tls_security_level = dane\n'],
    ['smtp_tls_security_level =\nsmtp_use_tls = yes\n', 'smtp_tls_security_level = may\n'],
    ['lmtp_use_tls = yes\nsmtpd_use_tls = yes\n', 'lmtp_tls_security_level = may\nsmtpd_tls_security_level = may\n'],
    ['smtpd_use_tls = yes\nsmtpd_enforce_tls = yes\n', 'smtpd_tls_security_level = encrypt\n'],
    ['smtp_use_tls =\n# between\n  yes\nrelayhost =\n', 'smtp_tls_security_level = may\n# between\nrelayhost =\n'],
    ['smtp_use_tls = yes\r\nrelayhost =\r\n', 'smtp_tls_security_level = may\r\nrelayhost =\r\n'],
    ['smtp_tls_policy_maps = hash:/a\nsmtp_tls_per_site = hash:/b\n', 'smtp_tls_policy_maps = hash:/a\n'],
    ['disable_dns_lookups = yes\n', 'smtp_dns_support_level = disabled\nlmtp_dns_support_level = disabled\n'],
    ['disable_dns_lookups = no\n', ''],
    ['smtp_tls_cipherlist = HIGH\nsmtpd_tls_eecdh_grade = strong\n', ''],
    // Ignored from 3.8.
    ['tls_low_cipherlist = A\n', 'tls_low_cipherlist = A\n'],
    ['# tls-policy-lint: postfix 3.8\ntls_low_cipherlist = A\n', '# tls-policy-lint: postfix 3.8\n'],
    ['virtual_maps = hash:/a\n', 'virtual_alias_maps = hash:/a\n'],
    ['virtual_alias_maps = hash:/b\nvirtual_maps = hash:/a\n', 'virtual_alias_maps = hash:/b\n'],
    ['smtp_cname_overrides_servername = no\n', ''],
  ])('of %j are %j', (before, after) => {
    expect(modernised(before).main).toBe(after);
  });

  it.each([
    ['what is modern', 'smtp_tls_security_level = may\n'],
    ['a table for each site that counts', 'smtp_tls_per_site = hash:/a\n'],
    ['a setting that does something', 'smtp_cname_overrides_servername = yes\n'],
    ['a setting that another one names', 'smtp_use_tls = yes\nother = $smtp_use_tls\n'],
    ['what is no switch', 'smtp_use_tls = perhaps\n'],
    ['a template', 'smtp_use_tls = {{ tls }}\n'],
    ['a template that chooses', '{% if a %}\nsmtp_use_tls = yes\n{% endif %}\n'],
    ['what hangs on a template', 'smtp_use_tls = yes\nsmtp_enforce_tls = @@enforce@@\n'],
  ])('leave %s', (_, text) => {
    expect(modernised(text).main).toBe(text);
  });

  it('keep what an old release still reads', () => {
    expect(modernised('tls_low_cipherlist = A\n', null, '3.5').main).toBe('tls_low_cipherlist = A\n');
  });

  it('keep the level of a service that overrides the old one', () => {
    const masterCf = `smtp inet n - y - - smtpd
submission inet n - y - - smtpd
  -o syslog_name=submission
  -o smtpd_enforce_tls=yes
plain unix - - y - - smtp -o smtp_use_tls=no
`;
    expect(modernised('smtpd_use_tls = yes\nsmtp_use_tls = yes\n', masterCf)).toEqual({
      main: 'smtpd_tls_security_level = may\nsmtp_tls_security_level = may\n',
      master: `smtp inet n - y - - smtpd
submission inet n - y - - smtpd
  -o syslog_name=submission
  -o smtpd_tls_security_level=encrypt
plain unix - - y - - smtp -o smtp_tls_security_level=none
`,
    });
  });

  it('never change a level, and need no second turn', () => {
    const word = fc.constantFrom('yes', 'no', 'YES', '');
    const level = fc.constantFrom('', 'may', 'encrypt', 'dane', '$other');
    const names = oldLevels.flatMap((old) => [old.level, ...old.obsolete]);
    const setting = fc
      .constantFrom(...names)
      .chain((name) => (name.endsWith('level') ? level : word).map((value) => [name, value] as const));
    const settings = fc.array(setting, { maxLength: 6 });
    const services = fc.array(fc.tuple(fc.constantFrom('smtp', 'lmtp', 'smtpd'), settings), { maxLength: 3 });
    fc.assert(
      fc.property(settings, services, (main, lines) => {
        const mainCf = `other = may\n${main.map(([name, value]) => `${name} = ${value}\n`).join('')}`;
        const masterCf = lines
          .map(([program, options], index) => {
            const each = options.filter(([, value]) => value !== '').map(([name, value]) => ` -o ${name}=${value}`);
            return `s${index} unix - - n - - ${program}${each.join('')}\n`;
          })
          .join('');
        const after = modernised(mainCf, masterCf);
        const site = siteOf(after.main, after.master);
        expect(levelsOf(site)).toEqual(levelsOf(siteOf(mainCf, masterCf)));
        expect(modernised(after.main, after.master)).toEqual(after);
      }),
      { numRuns: 100 },
    );
  });
});
