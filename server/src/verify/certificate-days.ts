/** Days before its end at which a certificate is told of, where nobody says otherwise. Apart, for the help of the command line. */
export const defaultCertificateDays = 14;
