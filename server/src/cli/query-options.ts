import { readVersions } from './input-options';
import { anyText, choice, optional } from './option';

export const rootOption = optional(
  'DIR',
  'Look for the files that main.cf names below this folder, as in a copy of a whole disk',
  anyText,
);

/** The options of `query`. */
export const queryOptions = {
  format: choice('How answers are told', ['text', 'json']),
  'main-cf': optional('FILE', 'Read this main.cf (default: /etc/postfix/main.cf)', anyText),
  root: rootOption,
  service: optional('NAME', 'Answer as this smtp or lmtp service of master.cf would (default: smtp)', anyText),
  'postfix-version': optional(
    'VERSION',
    'The Postfix that reads the files, as 3.7, 3.5-3.11 or installed (default: 3.5 and newer)',
    readVersions,
  ),
};
