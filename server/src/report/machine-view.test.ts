import { describe, expect, it } from 'vitest';
import type { MachineView } from '../probe/machine/look-at-machine';
import { machineMarkdown, machineText } from './machine-view';

const view: MachineView = {
  route: 'direct',
  resolver: '192.0.2.53:53',
  findings: [
    { what: 'TLS library', state: 'limited', text: 'BoringSSL can’t talk to every server' },
    { what: 'DNSSEC', state: 'good', text: 'org is proven' },
    { what: 'Port 25', state: 'bad', text: 'no *answer* \u001b[31m<b>' },
    { what: 'IPv6', state: 'untested', text: 'not seen' },
  ],
  tls: [
    { title: 'a key on P-256', state: 'works', text: '' },
    { title: 'an Ed448 key', state: 'lacking', text: 'unsupported' },
    { title: 'an RSA key', state: 'wrong', text: 'expected trusted' },
  ],
};

describe('the view of a machine', () => {
  it('as text tells each thing on a line, what was covered, and what helps', () => {
    expect(machineText(view)).toBe(`Route: direct; resolver: 192.0.2.53:53
? TLS library: BoringSSL can’t talk to every server
✔ DNSSEC: org is proven
✘ Port 25: no *answer* \\u{1b}[31m<b>
? IPv6: not seen
TLS is tried against servers of this program’s own, on this machine, with certificates made for it; client and server have the same library.
Where port 25 is blocked, look from a place that may connect, best the mail server itself: by ssh, or a SOCKS5 proxy there.
`);
  });

  it('as Markdown tells each server that was tried, and nothing of it is markup', () => {
    const text = machineMarkdown(view);
    expect(text).toContain('- ? an Ed448 key: unsupported\n- ✘ an RSA key: expected trusted\n');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('*answer*');
    expect(text).not.toMatch(/\u001b/);
  });

  it('says nothing of a way out where none is needed', () => {
    const findings = view.findings.filter(({ what }) => what !== 'Port 25');
    expect(machineText({ ...view, findings })).not.toContain('ssh');
  });
});
