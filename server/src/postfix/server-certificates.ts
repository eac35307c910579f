/** The parameters that give smtpd(8) a certificate: where all are empty it offers no TLS (postconf(5)). */
export const serverCertificateParameters = [
  'smtpd_tls_chain_files',
  'smtpd_tls_cert_file',
  'smtpd_tls_eccert_file',
  'smtpd_tls_dcert_file',
  'tls_server_sni_maps',
] as const;
