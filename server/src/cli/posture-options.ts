import { readVersions } from './input-options';
import { anyText, choice, optional } from './option';
import { rootOption } from './query-options';

/** The options of `posture`. */
export const postureOptions = {
  format: choice('How the report is told', ['text', 'markdown', 'json']),
  'main-cf': optional('FILE', 'Read this main.cf (default: /etc/postfix/main.cf)', anyText),
  root: rootOption,
  'postfix-version': optional(
    'VERSION',
    'The Postfix that reads the files, as 3.7, 3.5-3.11 or installed (default: 3.5 and newer)',
    readVersions,
  ),
};
