/** The parameters of main.cf that decide on the protocols and ciphers of a session, without the prefix `smtp_tls_`. */
export const sessionParameters = [
  'protocols',
  'ciphers',
  'exclude_ciphers',
  'mandatory_protocols',
  'mandatory_ciphers',
  'mandatory_exclude_ciphers',
] as const;
export type SessionParameter = (typeof sessionParameters)[number];
