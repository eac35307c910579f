import type { Scenario } from '../scenario';
import { both, found, goodHost, mailZone, untested } from './build';

const nextHopVerifies = 'certificates verify for the next-hop';

/** Hosts that can't be reached, or only with patience. */
export const reachScenarios: readonly Scenario[] = [
  {
    id: 'dead',
    title: 'The only host never answers',
    domain: 'dead.example',
    zones: [mailZone('dead.example', 'unsigned', ['mx.dead.example'])],
    hosts: [goodHost('mx.dead.example', { behaviour: { reach: 'dead' } })],
    truth: both(untested('no MX host could be reached', 'A timeout says nothing about the server (DESIGN section 2).')),
  },
  {
    id: 'refused',
    title: 'The only host refuses connections',
    domain: 'refused.example',
    zones: [mailZone('refused.example', 'unsigned', ['mx.refused.example'])],
    hosts: [goodHost('mx.refused.example', { behaviour: { reach: 'refused' } })],
    truth: both(
      untested('no MX host could be reached', 'A refused connection says nothing about STARTTLS or certificates.'),
    ),
  },
  {
    id: 'dead-first',
    title: 'The first of two hosts never answers, the second verifies',
    domain: 'dead-first.example',
    zones: [mailZone('dead-first.example', 'unsigned', ['mx1.dead-first.example', 'mx2.dead-first.example'])],
    hosts: [goodHost('mx1.dead-first.example', { behaviour: { reach: 'dead' } }), goodHost('mx2.dead-first.example')],
    truth: both(
      found(
        'dead-first.example secure',
        nextHopVerifies,
        'Unreached is not bad: one host is proven, and secure makes the other fail closed. A dead first host (nolisting) is common.',
      ),
    ),
  },
  {
    id: 'silent',
    title: 'The host accepts the connection and says nothing',
    domain: 'silent.example',
    zones: [mailZone('silent.example', 'unsigned', ['mx.silent.example'])],
    hosts: [goodHost('mx.silent.example', { behaviour: { greeting: 'silent' } })],
    truth: both(untested('no MX host could be reached', 'Without a greeting nothing was tested.')),
  },
  {
    id: 'two-step-greeting',
    title: '220- at once, the final 220 six seconds later',
    domain: 'postscreen.example',
    zones: [mailZone('postscreen.example', 'unsigned', ['mx.postscreen.example'])],
    hosts: [goodHost('mx.postscreen.example', { behaviour: { greeting: 'two-step' } })],
    truth: both(
      found(
        'postscreen.example secure',
        nextHopVerifies,
        'A multi-line greeting ends with its last line (RFC 5321 section 4.2.1); after it the host verifies for dot-nexthop.',
      ),
    ),
  },
  {
    id: 'greeting-421',
    title: 'The greeting is 421',
    domain: 'greeting-421.example',
    zones: [mailZone('greeting-421.example', 'unsigned', ['mx.greeting-421.example'])],
    hosts: [goodHost('mx.greeting-421.example', { behaviour: { greeting: 'temporary' } })],
    truth: both(untested('no MX host could be reached', 'A 4xx greeting is could not be tested (DESIGN section 2).')),
  },
  {
    id: 'greeting-554',
    title: 'The greeting is 554',
    domain: 'greeting-554.example',
    zones: [mailZone('greeting-554.example', 'unsigned', ['mx.greeting-554.example'])],
    hosts: [goodHost('mx.greeting-554.example', { behaviour: { greeting: 'permanent' } })],
    truth: both(
      untested(
        'no MX host could be reached',
        'The server refuses this client (RFC 5321 section 3.1); its TLS was not tested.',
      ),
    ),
  },
  {
    id: 'one-of-two-421',
    title: 'The first of two hosts greets with 421, the second verifies',
    domain: 'one-of-two-421.example',
    zones: [
      mailZone('one-of-two-421.example', 'unsigned', ['mx1.one-of-two-421.example', 'mx2.one-of-two-421.example']),
    ],
    hosts: [
      goodHost('mx1.one-of-two-421.example', { behaviour: { greeting: 'temporary' } }),
      goodHost('mx2.one-of-two-421.example'),
    ],
    truth: both(found('one-of-two-421.example secure', nextHopVerifies, 'Unreached is not bad, as with a dead host.')),
  },
];
