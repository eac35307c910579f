import { consumerProfiles } from '../config/list-config';
import { minimumLevels } from '../verdict/minimum-level';
import { anyText, oneOf, onOff, optional } from './option';

/** Those of consumers, and a Postfix of one's own, which its main.cf makes known. */
export const senderProfiles = [...consumerProfiles, 'site'] as const;

/** For whom entries are judged, and what is advised: `verify` takes these, and `probe` besides what it alone can use. */
export const judgeOptions = {
  'main-cf': optional(
    'FILE',
    'Judge for the Postfix that this main.cf and the master.cf beside it make, which is --profile site',
    anyText,
  ),
  'minimum-level': optional(
    minimumLevels.join('|'),
    'Advise and offer no entry below this level; what would hold is told',
    oneOf(minimumLevels),
  ),
  'prefer-dane-only': onOff(
    'Advise dane-only in the place of dane where it holds: mail waits while TLSA records are missing',
  ),
};

export const adviseOptions = {
  ...judgeOptions,
  'always-comment': onOff('Give every entry a comment with date and resolver, not only one with names from plain DNS'),
  'allow-fingerprint': onOff('With --main-cf: offer the digests of the keys that were seen, with what they cost'),
  tafile: optional(
    'FILE',
    'With --main-cf: offer entries that trust these certificates in the place of all CAs; Postfix reads the file at this path',
    anyText,
  ),
};
