import type { ProbeStep } from '../probe/options';
import { t } from '../text/translate';

const stepWords: Readonly<Record<ProbeStep['kind'], string>> = {
  mx: 'MX records of {0}',
  'host-address': 'addresses of {0}',
  tlsa: 'TLSA records of {0}',
  connect: 'connecting to {0}',
  greeting: 'waiting for the greeting of {0}',
  starttls: 'STARTTLS with {0}',
  deep: 'old protocols and weak ciphers of {0}',
  'mta-sts': 'MTA-STS policy of {0}',
};

/** What is being asked just now, and whom; the name may come from the network. */
export function describeStep({ kind, subject }: ProbeStep): string {
  return t(stepWords[kind], subject);
}
