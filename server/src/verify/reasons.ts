import { reasonsFrom } from '../verdict/reasons';

/** Why an entry has no verdict of its own, or what is to be known of the one it has. The ids are permanent. */
const texts = {
  // Could not be tested
  pattern: (key: string) =>
    `${key} is a pattern, which stands for no domain that could be asked. A comment above it can name some: # tls-policy-test: a.example.org, b.example.org.`,
  'no-sample': (key: string) =>
    `${key} has no next-hop of its own. A comment above it can name domains that it serves: # tls-policy-test: a.example.org, b.example.org.`,
  'not-askable': (key: string) => `${key} is no name that could be asked.`,
  'no-value': (key: string) => `${key} has no value, so Postfix drops the line.`,
  dropped: (key: string) => `Postfix drops the line of ${key}.`,
  hidden: (key: string) => `Postfix uses another entry for ${key}, which comes first.`,
  unconfirmed: (looks: number) =>
    `It did not hold at one of ${looks} looks, and what the others saw neither confirms nor denies that.`,
  interrupted: () => 'The run ended before it was looked at.',
  // Fails without anybody being asked
  'invalid-value': (key: string) => `Postfix accepts no such value for ${key}, and so defers the mail.`,
  // Holds
  unsteady: (looks: number) =>
    `It is not steady: it did not hold at one of ${looks} looks, and held later in the same run.`,
} as const;

export type VerifyReasonId = keyof typeof texts;

export const verifyReason = reasonsFrom(texts);
