import { l10n } from 'vscode';
import type { ReviewedChange } from './sides';

/** The verdict as a title: `weaker example.org: needs a reason`. */
export function titleOf(change: ReviewedChange): string {
  return `${change.subject}: ${verdictWords(change)}`;
}

export function verdictWords({ verdict, blocking, acceptedAsIs }: ReviewedChange): string {
  if (acceptedAsIs) return l10n.t('accepted as it is');
  switch (verdict) {
    case 'needs-change':
      return l10n.t('needs change');
    case 'needs-reason':
      return blocking ? l10n.t('needs a reason') : l10n.t('reason given');
    case 'untested':
      return l10n.t('could not be tested');
    case 'accept':
      return l10n.t('accept');
  }
}
