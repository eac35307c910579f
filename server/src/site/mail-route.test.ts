import { expect, it } from 'vitest';
import { assumedVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { parsePolicy } from '../policy/parse';
import { nextHopAt, type Route, routeOf } from './mail-route';
import { parametersAt } from './site';

const texts: Readonly<Record<string, string>> = {
  transport: [
    'example.org smtp:[mx.example.net]:587',
    '.example.org relay:',
    'u@a.example slow:[own.example.net]',
    'b.example :[only.example.net]',
    'c.example :',
    '* smtp:[last.example.net]',
  ].join('\n'),
  senders:
    's@x.example [by-sender.example.net]\n@y.example [by-domain.example.net]\n<> [bounces.example.net]\nn@x.example DUNNO\n',
  services: 's@x.example slow:\n@z.example slow:[z.example.net]\n',
  pattern: '/^(\\w+)@p\\.example$/ smtp:[$1.example.net]\n/p\\.example/ slow:\n',
  relayed: 'r.example OK\n',
};

function route(mainCf: string, recipient: string, sender: string | null = null): Route {
  const parameters = parametersAt(parseMainCf(mainCf), { folder: '/etc/postfix', root: null }, assumedVersions);
  const table = (path: string, tableType: string) => parsePolicy(texts[path.slice(1)] ?? '', { tableType });
  return routeOf({ parameters, files: { table } }, { recipient, sender });
}

const transport = 'transport_maps = hash:/transport\n';
const senders = 'sender_dependent_relayhost_maps = hash:/senders\n';
const services = 'sender_dependent_default_transport_maps = hash:/services\n';
const relay = 'relayhost = [relay.example.net]:587\n';

it.each<[string, string, string | null, string]>([
  ['', 'u@Example.COM', null, 'smtp example.com'],
  [relay, 'u@example.com', null, 'smtp [relay.example.net]:587'],
  ['default_transport = slow:[all.example.net]\n', 'u@example.com', null, 'slow [all.example.net]'],
  [transport, 'u@example.org', null, 'smtp [mx.example.net]:587'],
  [transport, 'u@sub.example.org', null, 'relay sub.example.org'],
  [`${relay}${transport}`, 'u@sub.example.org', null, 'relay sub.example.org'],
  [transport, 'u+list@a.example', null, 'slow [own.example.net]'],
  [transport, 'v@a.example', null, 'smtp [last.example.net]'],
  [transport, 'u@b.example', null, 'smtp [only.example.net]'],
  [`${relay}${transport}`, 'u@c.example', null, 'smtp [relay.example.net]:587'],
  [senders, 'u@example.com', 's@x.example', 'smtp [by-sender.example.net]'],
  [senders, 'u@example.com', 's+tag@x.example', 'smtp [by-sender.example.net]'],
  [senders, 'u@example.com', 'other@y.example', 'smtp [by-domain.example.net]'],
  [senders, 'u@example.com', '', 'smtp [bounces.example.net]'],
  [`${relay}${senders}`, 'u@example.com', 'n@x.example', 'smtp [relay.example.net]:587'],
  [`${relay}${senders}`, 'u@example.com', null, 'smtp [relay.example.net]:587'],
  [`${senders}${services}`, 'u@example.com', 's@x.example', 'slow [by-sender.example.net]'],
  [services, 'u@example.com', 'a@z.example', 'slow [z.example.net]'],
  [`${services}${transport}`, 'u@b.example', 'a@z.example', 'slow [only.example.net]'],
  [`${relay}relay_domains = r.example\n`, 'u@sub.r.example', null, 'relay [relay.example.net]:587'],
  [`${services}relay_domains = hash:/relayed\n`, 'u@r.example', 'a@z.example', 'relay r.example'],
  [
    `${relay}relay_domains = r.example\nrelay_transport = relay:[r.example.net]\n`,
    'u@r.example',
    null,
    'relay [r.example.net]',
  ],
  [`${relay}mydestination = d.example\nmyhostname = h.example\n`, 'u@d.example', null, 'local h.example'],
  [
    'virtual_mailbox_domains = v.example\nvirtual_transport = lmtp:unix:private/x\n',
    'u@v.example',
    null,
    'lmtp private/x',
  ],
  ['transport_maps = pcre:/pattern\n', 'own@p.example', null, 'smtp [own.example.net]'],
  ['transport_maps = pcre:/pattern\n', 'an-other@p.example', null, 'slow p.example'],
  ['transport_maps = ldap:/x hash:/transport\n', 'u@example.org', null, 'smtp [mx.example.net]:587'],
])('with %j mail to %s from %s goes to %s', (mainCf, recipient, sender, expected) => {
  const { transport: service, nextHops } = route(mainCf, recipient, sender);
  expect(`${service} ${nextHops.join(' ')}`).toBe(expected);
});

it('takes of several next-hops the one whose host was talked to', () => {
  const several = route('relayhost = [a.example.net]:587, [b.example.net]\n', 'u@example.com');
  expect([null, 'A.example.net', 'b.example.net', 'mx.example.com'].map((host) => nextHopAt(several, host))).toEqual([
    '[a.example.net]:587',
    '[a.example.net]:587',
    '[b.example.net]',
    '[a.example.net]:587',
  ]);
});
