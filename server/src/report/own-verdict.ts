import { t } from '../text/translate';
import type { Verification, VerifiedOutcome } from '../verdict/verify-entry';
import { prose } from './escape';
import { marks, type Tone } from './fact';
import { blocks, bullets } from './markdown';

/** What Postfix does with an entry that stands in a table, by what was seen. */
export interface OwnVerdict {
  readonly entry: string;
  readonly verification: Verification;
}

const tones: Readonly<Record<VerifiedOutcome, Tone>> = {
  holds: 'good',
  weaker: 'bad',
  deferred: 'bad',
  bounced: 'bad',
  untested: 'untested',
};

/** The verdict on the entry as it stands, and why; what would be better follows with the advice. */
export function ownVerdictSection({ entry, verification }: OwnVerdict): string {
  const { outcome, reasons, waiting } = verification;
  return blocks(
    t('## The entry as it stands'),
    `**${marks[tones[outcome]]} ${prose(ownVerdictWords(entry, verification))}**`,
    bullets([
      ...reasons.map(({ text }) => prose(text)),
      ...waiting.map(({ host, reason }) => prose(t('No mail goes to {0}: {1}', host, reason.text))),
    ]),
    t('## What is advised'),
  );
}

/** What an entry is worth, in one sentence. */
export function ownVerdictWords(entry: string, { outcome, delivery }: Verification): string {
  switch (outcome) {
    case 'holds':
      return delivery === 'authenticated'
        ? t('"{0}" holds: mail goes to authenticated hosts only.', entry)
        : delivery === 'clear'
          ? t('"{0}" holds, and protects little: mail can go out in the clear.', entry)
          : t('"{0}" holds, and protects little: mail goes out encrypted, to whoever answers.', entry);
    case 'weaker':
      return delivery === 'clear'
        ? t('"{0}" protects less than it says: mail can go out in the clear.', entry)
        : t('"{0}" protects less than it says: mail goes out encrypted, to whoever answers.', entry);
    case 'deferred':
      return t('Under "{0}" mail is deferred.', entry);
    case 'bounced':
      return t('Under "{0}" mail bounces.', entry);
    case 'untested':
      return t('"{0}" could not be tested.', entry);
  }
}
