/** What may happen to mail on its way. */
export const threats = [
  'reading',
  'stripping',
  'dns-forging',
  'wrong-host',
  'old-protocols',
  'weak-ciphers',
  'passwords',
  'unnoticed',
] as const;
export type Threat = (typeof threats)[number];
