import { indexSuffixes, type MapType } from '../system/map-type';
import { readAge } from './age';
import { inputOptions } from './input-options';
import { anyText, oneOf, onOff, optional, wholeNumber } from './option';

const mapTypes = Object.keys(indexSuffixes) as [MapType, ...MapType[]];

/** Hundredths of the entries in force that may vanish or get weaker. */
export const defaultMaxLoss = 10;
/** Days. */
const defaultStaleAfter = 30;
/** Seconds. */
const defaultTimeout = 300;

/** The options of `deploy`. */
export const deployOptions = {
  map: optional('PATH', 'The table of Postfix that the list becomes, as main.cf names it without the type', anyText),
  type: optional(
    mapTypes.join('|'),
    'The lookup table type by which main.cf names the table (default: as --main-cf has it, else hash)',
    oneOf(mapTypes),
  ),
  'dry-run': onOff('Change nothing; tell what would change for mail, and whether the list would be refused'),
  branch: optional('NAME', 'Of a git URL: the branch whose last commit is taken (default: main)', anyText),
  tag: optional('NAME', 'Of a git URL: the tag that is taken', anyText),
  file: optional('PATH', 'Of a git URL: the list in the repository (default: tls_policy)', anyText),
  'allowed-signers': optional(
    'FILE',
    'Of a git URL: take only what an SSH key of this file has signed (ssh-keygen, ALLOWED SIGNERS)',
    anyText,
  ),
  'gnupg-home': optional(
    'DIR',
    'Of a git URL: take only what an OpenPGP key in the keyring of this folder has signed',
    anyText,
  ),
  timeout: optional('SECONDS', `For the network (default: ${defaultTimeout})`, wholeNumber(1, 3_600)),
  'max-loss': optional(
    'PERCENT',
    `Refuse the list when more of the entries in force vanish or get weaker (default: ${defaultMaxLoss})`,
    wholeNumber(0, 100),
  ),
  'allow-loss': onOff('Take the list however many entries vanish or get weaker'),
  'allow-errors': onOff('Take the list although check finds errors in it'),
  'allow-older': onOff('Take a commit that does not come after the one in force'),
  'stale-after': optional(
    'AGE',
    `Warn of a list in force whose last commit is older, or whose source could not be read for so long (default: ${defaultStaleAfter}d)`,
    readAge,
  ),
  overrides: optional(
    'FILE',
    "The site's own table, which main.cf names in front (its type as --main-cf has it, else that of the list): its index is made anew where it is behind, and where the two meet is told",
    anyText,
  ),
  'main-cf': optional(
    'FILE',
    'Tell which entries are dead or hidden by this main.cf; its folder is that of Postfix',
    anyText,
  ),
  reload: onOff('Reload Postfix where it would not notice the new table by itself (texthash)'),
  postmap: optional(
    'PATH',
    'The postmap program; postfix is taken from beside it (default: the one on the search path)',
    anyText,
  ),
  'postfix-version': inputOptions['postfix-version'],
  config: optional(
    'FILE',
    'Judge the list by this configuration (default: none, also not one beside the list)',
    anyText,
  ),
};

export const defaults = {
  staleAfter: defaultStaleAfter * 86_400_000,
  timeout: defaultTimeout * 1_000,
} as const;
