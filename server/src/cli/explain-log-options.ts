import { anyText, choice, optional } from './option';

/** The options of `explain-log`. */
export const explainLogOptions = {
  format: choice('How explanations are told', ['text', 'json']),
  'main-cf': optional('FILE', 'Name the entries at fault by this main.cf and its tables', anyText),
  root: optional(
    'DIR',
    'Look for the files that main.cf names below this folder, as in a copy of a whole disk',
    anyText,
  ),
  table: optional('TYPE:FILE', 'Name the entries at fault by this table, as hash:/etc/postfix/tls_policy', anyText),
};
