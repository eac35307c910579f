import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { assumedVersions } from '../../server/src/language/postfix-versions';
import { parseMainCf } from '../../server/src/maincf/parse';
import { parsePolicy } from '../../server/src/policy/parse';
import { nextHopAt, routeOf } from '../../server/src/site/mail-route';
import { parametersAt } from '../../server/src/site/site';
import type { Delivery } from './delivery';
import type { MailRoutesInput, MailRoutesOutput } from './inside/mail-routes';
import { namespaceFor, skip } from './machine';
import { runInside } from './namespace';

const machine = namespaceFor(['postfix', 'postmap', 'postconf', 'ip', 'unshare']);
const skipped = skip('routes against trivial-rewrite(8)', 'reason' in machine ? machine.reason : null);

const settings = {
  default_transport: 't-smtp',
  relay_transport: 't-relay',
  virtual_transport: 't-slow:[v.example.net]',
  relayhost: '[relay.example.net]:587',
  relay_domains: 'r.example, texthash:@FOLDER@/relayed',
  virtual_mailbox_domains: 'v.example',
  recipient_delimiter: '+',
  transport_maps: 'regexp:@FOLDER@/patterns, texthash:@FOLDER@/transport',
  sender_dependent_relayhost_maps: 'texthash:@FOLDER@/relays',
  sender_dependent_default_transport_maps: 'texthash:@FOLDER@/services',
};
const files = {
  transport: `a.example t-smtp:[a.example.net]
.a.example t-slow:
u@b.example :[b.example.net]
c.example :
d.example t-relay:
r2.example :[r2.example.net]:25
e.example t-smtp:[e1.example.net]:25, [e2.example.net]:25
`,
  patterns: '/^(\\w+)@p\\.example$/ t-smtp:[$1.example.net]\n/^p\\.example$/ t-slow:\n/^p3\\.example$/ t-slow:\n',
  relayed: 'r2.example OK\nr3.example OK\n',
  relays:
    's@x.example [by-sender.example.net]\n@y.example [by-domain.example.net]\n<> [bounces.example.net]\nn@y.example DUNNO\n',
  services: 's@z.example t-slow:\n@w.example t-slow:[w.example.net]\nn@w.example DUNNO\n',
};

/** Recipients and senders, each combination once. */
const recipients = [
  'g.example',
  'a.example',
  'sub.a.example',
  'deep.sub.a.example',
  'b.example',
  'c.example',
  'd.example',
  'sub.d.example',
  'e.example',
  'p.example',
  'p3.example',
  'r.example',
  'sub.r.example',
  'r2.example',
  'r3.example',
  'v.example',
];
const senders = [
  'o@o.example',
  's@x.example',
  's+tag@x.example',
  'a@y.example',
  'n@y.example',
  '',
  's@z.example',
  'a@w.example',
  'n@w.example',
];
const mails = recipients.flatMap((domain) =>
  senders.map((sender, index) => ({ sender, recipient: `u+${index}@${domain}` })),
);

describe.skipIf(skipped)('the way of a message is that of trivial-rewrite(8)', () => {
  let deliveries: readonly Delivery[] = [];

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    const input: MailRoutesInput = { settings, transports: ['smtp', 'relay', 'slow'], files, mails };
    ({ deliveries } = await runInside<MailRoutesOutput>(machine.unshare, 'mail-routes.ts', input));
  });

  const text = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  const parameters = parametersAt(parseMainCf(text.join('')), { folder: '/etc/postfix', root: null }, assumedVersions);
  const table = (name: string, tableType: string) =>
    parsePolicy(files[path.basename(name) as keyof typeof files], { tableType });

  it.each(mails)('from $sender to $recipient', (mail) => {
    const delivery = deliveries.find(({ recipient }) => recipient === mail.recipient);
    const [, nextHop] = /next-hop destination "([^"]*)"/.exec(delivery?.log.join('\n') ?? '') ?? [];
    const route = routeOf({ parameters, files: { table } }, mail);
    expect([route.transport, nextHopAt(route, null)], JSON.stringify(delivery)).toEqual([
      `t-${delivery?.table}`,
      nextHop,
    ]);
  });
});
