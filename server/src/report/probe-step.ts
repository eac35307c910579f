import type { ProbeStep } from '../probe/options';

const stepWords: Readonly<Record<ProbeStep['kind'], string>> = {
  mx: 'MX records of',
  'host-address': 'addresses of',
  tlsa: 'TLSA records of',
  connect: 'connecting to',
  greeting: 'waiting for the greeting of',
  starttls: 'STARTTLS with',
  deep: 'old protocols and weak ciphers of',
  'mta-sts': 'MTA-STS policy of',
};

/** What is being asked just now, and whom; the name may come from the network. */
export function describeStep({ kind, subject }: ProbeStep): string {
  return `${stepWords[kind]} ${subject}`;
}
