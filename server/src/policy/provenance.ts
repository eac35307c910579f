/** How the comment begins that a probe leaves above an entry: date, resolver, and the names that plain DNS told. */
export const provenanceMarker = '# tls-policy-probe:';
