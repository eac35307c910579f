import { configFileName } from '../config/list-config';
import { installed } from '../language/installed-postfix';
import { parseVersions } from '../language/postfix-versions';
import { tableTypes } from '../postfix/table-types';
import { t } from '../text/translate';
import { anyText, oneOf, onOff, optional } from './option';
import type { StatedVersions } from './stated-versions';
import { UsageError } from './usage-error';

/** The options of every subcommand that reads tables and main.cf: what the files are, where they do not tell it. */
export const inputOptions = {
  language: optional(
    'policy|main-cf|master-cf',
    'The language, where the name of a file does not tell it',
    oneOf(['policy', 'main-cf', 'master-cf']),
  ),
  'table-type': optional(
    'TYPE',
    `The lookup table type by which main.cf names the table: ${tableTypes.join(', ')} (default: by content)`,
    oneOf(tableTypes),
  ),
  'postfix-version': optional(
    'VERSION',
    'The Postfix that reads the files, as 3.7, 3.5-3.11 or installed; a comment in a file comes first (default: 3.5 and newer)',
    readVersions,
  ),
  'stdin-filename': optional('NAME', 'The name that the text on standard input goes by', anyText),
  config: optional(
    'FILE',
    `Take this configuration for all files (default: the nearest ${configFileName} in the folder of each file or above it)`,
    anyText,
  ),
  'no-config': onOff(`Look for no ${configFileName}`),
};

export function readVersions(text: string): StatedVersions {
  if (text === installed) return installed;
  const versions = parseVersions(text);
  if (versions !== null) return versions;
  throw new UsageError(t('"{0}" is no version of Postfix; write for example 3.7, 3.5-3.11, 3.5- or installed', text));
}
