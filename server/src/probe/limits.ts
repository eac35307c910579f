/** How much of a domain one probe looks at; a domain can have any number of everything. */
export const limits = {
  /** MX hosts that are looked up, by preference. */
  mxHosts: 16,
  /** Of them, those that are connected to: the first that have an address. */
  connectedHosts: 5,
  /** Addresses of a host that are tried, in each family. */
  addressesPerFamily: 2,
  /** TLSA records of a host. */
  tlsaRecords: 32,
  /** Bytes of data in a TLSA record. */
  tlsaData: 4096,
  /** Hosts that are looked up, or talked to, at the same time. */
  parallelHosts: 4,
} as const;
