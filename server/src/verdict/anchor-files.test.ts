import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Made } from '../probe/testing/certificates';
import { advise } from './advise';
import { withAnchorFiles } from './anchor-files';
import { judge } from './judge';
import { restsOn } from './rests-on';
import { anySender, dnssecSender, type Sender } from './sender';
import { privateAuthority } from './testing/private-authority';
import { valueOf } from './testing/values';
import { verifyEntry } from './verify-entry';

const value: PolicyValue = {
  level: 'secure',
  attributes: [
    { name: 'match', value: 'nexthop' },
    { name: 'tafile', value: '/etc/postfix/ta.pem' },
  ],
};
let root: Made;
let stranger: Made;
let evidence: Evidence;
beforeAll(async () => ({ root, stranger, evidence } = await privateAuthority()));

describe('the judgement of an entry with trust anchors', () => {
  it.each<[string, () => Readonly<Record<string, string>>, string, string]>([
    ['the file is not at hand', () => ({ '/elsewhere.pem': root.pem }), 'unknown', 'attribute-in-doubt'],
    ['one of them issued it', () => ({ '/etc/postfix/ta.pem': root.pem }), 'authenticated', 'delivers-verified-name'],
    ['none of them did', () => ({ '/etc/postfix/ta.pem': stranger.pem }), 'defers', 'certificate-not-trusted'],
    ['the file holds none', () => ({ '/etc/postfix/ta.pem': 'none' }), 'defers', 'anchor-file-broken'],
  ])('where %s', (_what, files, outcome, reason) => {
    for (const trustStore of ['probed', 'empty'] as const) {
      const verdict = judge(value, evidence, { ...dnssecSender, trustStore, anchorFiles: files() });
      expect(verdict.outcome).toBe(outcome);
      expect(verdict.hosts[0]?.reason.id).toBe(reason);
    }
  });

  it('counts the anchors of all files, and can do without none of them', () => {
    const both = valueOf('secure match=nexthop tafile=/b.pem tafile=/a.pem');
    const outcome = (anchorFiles: Readonly<Record<string, string>>) =>
      judge(both, evidence, { ...dnssecSender, anchorFiles }).outcome;
    expect(outcome({ '/a.pem': root.pem, '/b.pem': stranger.pem })).toBe('authenticated');
    expect(outcome({ '/a.pem': stranger.pem, '/b.pem': stranger.pem })).toBe('defers');
    expect(outcome({ '/a.pem': root.pem })).toBe('unknown');
    expect(outcome({ '/b.pem': root.pem })).toBe('unknown');
    // One that Postfix can't use keeps all mail back, whatever the other holds.
    expect(outcome({ '/a.pem': 'none' })).toBe('defers');
    expect(outcome({ '/b.pem': 'none' })).toBe('defers');
  });

  it('names the file that is not at hand, and leaves an entry untested that rests on it', () => {
    const verify = (sender: Sender) => verifyEntry(value, evidence, advise(evidence, sender), sender);
    const { outcome, reasons } = verify(dnssecSender);
    expect(outcome).toBe('untested');
    expect(reasons[0]?.text).toContain('the trust anchors in /etc/postfix/ta.pem, which are not at hand here');
    const read = { ...dnssecSender, anchorFiles: { '/etc/postfix/ta.pem': root.pem } };
    expect(verify(read).outcome).toBe('holds');
    // The file that lies here is not that of whoever takes the list.
    const shared = verify(anySender);
    expect(shared.outcome).toBe('untested');
    expect(shared.reasons[0]?.text).toContain('which each consumer has for itself');
  });

  it('is not needed to refuse a certificate for another name', () => {
    const other = valueOf('secure match=elsewhere.example tafile=/etc/postfix/ta.pem');
    expect(judge(other, evidence, dnssecSender).hosts[0]?.reason.id).toBe('certificate-name');
  });

  it('rests on the file, and on no CAs', () => {
    const sender = { ...dnssecSender, anchorFiles: { '/etc/postfix/ta.pem': root.pem } };
    expect(restsOn(value, value, evidence, sender)).toEqual([
      '/etc/postfix/ta.pem on the mail server is the file that is here',
    ]);
    expect(restsOn(value, value, evidence, dnssecSender)).toEqual([]);
  });
});

describe('the files of trust anchors that entries name', () => {
  const read = (path: string) =>
    path === '/etc/postfix/ta.pem' ? Promise.resolve('PEM') : Promise.reject(new Error('there is no such file'));

  it.each([
    ['are read once each', ['secure tafile=/etc/postfix/ta.pem', 'verify tafile=/etc/postfix/ta.pem']],
    ['are left out where they can’t be read', ['secure tafile=/absent.pem tafile=/etc/postfix/ta.pem']],
    [
      'are left out where the path depends on a folder',
      ['secure tafile=etc/ta.pem', 'secure tafile=/etc/postfix/ta.pem'],
    ],
  ])('%s', async (_what, values) => {
    const { anchorFiles } = await withAnchorFiles(dnssecSender, values.map(valueOf), read);
    expect(anchorFiles).toEqual({ '/etc/postfix/ta.pem': 'PEM' });
  });

  it('are those of nobody where consumers are not known, or where no entry names one', async () => {
    expect(await withAnchorFiles(anySender, [value], read)).toBe(anySender);
    expect(await withAnchorFiles(dnssecSender, [valueOf('secure'), null], read)).toBe(dnssecSender);
  });
});
