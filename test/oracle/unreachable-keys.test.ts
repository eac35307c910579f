import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedKeys } from '../../server/src/site/asked-keys';
import { checkExampleSite, parseExampleSite } from '../../server/src/site/example-site';
import { isInstalled, skip } from './machine';
import { type TableFolder, tableFolder } from './postmap';

/** Each spelling of a host that somebody may write, with the port that SMTP has anyway and without. */
const spellings = (host: string): readonly string[] =>
  [host, `[${host}]`].flatMap((text) => [text, `${text}:25`, `${text}:smtp`, `${text}:587`, text.toUpperCase()]);

const relays = [
  '[mail.example.net]',
  '[mail.example.net]:25',
  'mail.example.net',
  'mail.example.net:587',
  '[mail.example.net]:smtp',
];

describe.skipIf(skip('unreachable keys against postmap(1)', isInstalled('postmap') ? null : 'needs postmap'))(
  'where all mail goes to one relay, the key of that host',
  () => {
    let folder: TableFolder;
    beforeAll(() => {
      folder = tableFolder();
    });
    afterAll(() => folder.remove());

    it.each(relays)('is called unreachable exactly where no lookup for %s finds it', (relay) => {
      const keys = spellings('mail.example.net');
      const asked = askedKeys(relay).map(({ key }) => key);
      // Those that differ in case alone are one key; of them texthash, as postmap(1) reads it, keeps the first.
      const table = keys.map((key) => `${key} encrypt\n`).join('');
      const found = folder.store('texthash', new TextEncoder().encode(table)).find(asked);
      const unreachable = keys.filter((key) => {
        const site = `==> main.cf <==\nrelayhost = ${relay}\nsmtp_tls_policy_maps = texthash:/etc/postfix/tls_policy\n==> tls_policy <==\n${key} encrypt\n`;
        const findings = checkExampleSite(parseExampleSite(site), { severities: {} });
        return findings.some(({ rule, path }) => rule === 'unreachable-key' && path.endsWith('tls_policy'));
      });
      expect(unreachable).toEqual(keys.filter((key) => !found.has(key.toLowerCase())));
      expect(unreachable.length).toBeGreaterThan(5);
      expect(unreachable.length).toBeLessThan(keys.length);
    });
  },
);
