import { checkFormats } from '../report/check-format';
import { defaultCandidateDays } from '../verify/candidate-record';
import { defaultCertificateDays } from '../verify/certificate-days';
import { verifyOutcomes } from '../verify/outcome';
import { judgeOptions, senderProfiles } from './advise-options';
import { readAge } from './age';
import { inputOptions } from './input-options';
import { meansOptions } from './means-options';
import { anyText, choice, oneOf, onOff, optional, several, wholeNumber } from './option';

const [fails, weaker, untested, upgradable] = verifyOutcomes;

/** The options of `verify`. */
export const verifyOptions = {
  format: choice('How the results are told', checkFormats),
  'fail-on': choice(
    'The least grave outcome that makes the exit status 1',
    [fails, weaker, untested, upgradable],
    weaker,
  ),
  only: several('KEY', 'Verify the entries of this key alone', anyText),
  'changed-since': optional('REF', 'Verify the entries alone that differ from those of this revision in git', anyText),
  evidence: optional(
    'DIR',
    'Keep what was seen in this folder, a file for each next-hop: what changed since the last run is told, and an interrupted run goes on where it ended',
    anyText,
  ),
  'max-age': optional(
    'AGE',
    'Take what an earlier run saw for as good where it is no older, as 12h or 7d, and ask only for the rest; 0 asks for all; with --evidence (default: 20h where nobody watches, else 0)',
    readAge,
  ),
  unattended: onOff(
    'Nobody watches: contact no server that an earlier run contacted within the last 20 hours; with --evidence, and the default there where neither output is a terminal',
  ),
  prune: onOff('Remove from --evidence what is kept of next-hops that the files no longer name'),
  promote: onOff(
    'Put the candidates in force that have held for long enough, in the files that are named; with --evidence, where it is kept for how long',
  ),
  'candidate-days': optional(
    'DAYS',
    `Days for which a candidate has to hold (default: candidateDays of the configuration, else ${defaultCandidateDays})`,
    wholeNumber(0, 3_650),
  ),
  twice: onOff('Look twice also at entries that hold, to find servers that differ from time to time'),
  'expires-within': optional(
    'DAYS',
    `Tell the certificates that end within so many days (default: certificateDays of the configuration, else ${defaultCertificateDays})`,
    wholeNumber(0, 3_650),
  ),
  profile: optional(
    senderProfiles.join('|'),
    'The Postfix that entries are judged for; site: the one of --main-cf (default: consumers in a comment of the table or in its configuration, else dnssec)',
    oneOf(senderProfiles),
  ),
  ...judgeOptions,
  ...inputOptions,
  ...meansOptions,
};
