import { t } from '../text/translate';
import { reasonsFrom } from '../verdict/reasons';

/** Why an entry has no verdict of its own, or what is to be known of the one it has. The ids are permanent. */
const texts = {
  // Could not be tested
  pattern: (key: string) =>
    t(
      '{0} is a pattern, which stands for no domain that could be asked. A comment above it can name some: # tls-policy-test: a.example.org, b.example.org.',
      key,
    ),
  'no-sample': (key: string) =>
    t(
      '{0} has no next-hop of its own. A comment above it can name domains that it serves: # tls-policy-test: a.example.org, b.example.org.',
      key,
    ),
  'not-askable': (key: string) => t('{0} is no name that could be asked.', key),
  'no-value': (key: string) => t('{0} has no value, so Postfix drops the line.', key),
  dropped: (key: string) => t('Postfix drops the line of {0}.', key),
  hidden: (key: string) => t('Postfix uses another entry for {0}, which comes first.', key),
  unconfirmed: (looks: number) =>
    looks === 1
      ? t('It did not hold at the only look that there was, which nothing confirms so far.')
      : t('It did not hold at one of {0} looks, and what the others saw neither confirms nor denies that.', looks),
  interrupted: () => t('The run ended before it was looked at.'),
  // Fails without anybody being asked
  'invalid-value': (key: string) => t('Postfix accepts no such value for {0}, and so defers the mail.', key),
  // Holds
  unsteady: (looks: number) =>
    t('It is not steady: it did not hold at one of {0} looks, and held later in the same run.', looks),
} as const;

export type VerifyReasonId = keyof typeof texts;

export const verifyReason = reasonsFrom(texts);
