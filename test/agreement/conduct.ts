import type { Scenario, SmtpBehaviour } from '../../lab/scenario';
import { scenarios } from '../../lab/scenarios';
import { both, daneEe, goodHost, mailZone, untested } from '../../lab/scenarios/build';

const conducts: readonly (readonly [string, string, SmtpBehaviour])[] = [
  ['greeting-control', 'Control characters in the greeting', { greeting: 'control' }],
  ['greeting-close', 'The connection closes without a greeting', { greeting: 'close' }],
  ['ehlo-refused', 'EHLO is refused with 550', { ehlo: 'refused' }],
  ['ehlo-mixed', 'The reply to EHLO mixes its codes', { ehlo: 'mixed-codes' }],
  ['ehlo-bare-lf', 'The reply to EHLO ends its lines without CR', { ehlo: 'bare-lf' }],
  ['ehlo-close', 'The connection closes after EHLO', { ehlo: 'close' }],
  ['starttls-glued', 'More text follows the reply to STARTTLS in the clear', { startTls: 'glued' }],
  ['starttls-garbage', 'What follows the reply to STARTTLS is not TLS', { startTls: 'garbage' }],
  ['starttls-close', 'The connection closes after the reply to STARTTLS', { startTls: 'close' }],
];

/**
 * Servers that misbehave where RFC 5321 and RFC 3207 leave no doubt. Their certificate and their TLSA records are in good
 * order, so that nothing but their conduct decides. They are about the judge alone; no advice is stated for them.
 */
export const conductScenarios: readonly Scenario[] = conducts.map(([name, title, behaviour]) => {
  const domain = `conduct-${name}.example`;
  return {
    id: `conduct-${name}`,
    title,
    domain,
    zones: [mailZone(domain, 'signed', [`mx.${domain}`])],
    hosts: [goodHost(`mx.${domain}`, { tlsa: daneEe, behaviour })],
    truth: both(untested('no MX host could be reached', 'Not stated: only the judge is held against Postfix here.')),
  };
});

/** All that Postfix is tried at. */
export const triedScenarios: readonly Scenario[] = [...scenarios, ...conductScenarios];
