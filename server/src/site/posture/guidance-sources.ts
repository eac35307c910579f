/** Public guidance. */
export interface GuidanceSource {
  readonly name: string;
  /** The edition that is meant. */
  readonly edition: string;
  /** When that came out: a year, and a month where that is known; null for a text without editions. */
  readonly date: string | null;
  readonly url: string;
}

function rfc(number: number, title: string, date: string): GuidanceSource {
  return { name: `RFC ${number}`, edition: title, date, url: `https://www.rfc-editor.org/rfc/rfc${number}.html` };
}

const bsi =
  'https://www.bsi.bund.de/DE/Themen/Unternehmen-und-Organisationen/Standards-und-Zertifizierung/Technische-Richtlinien/TR-nach-Thema-sortiert';

/**
 * The guidance that postures are seen beside, each by the edition that was read. A newer one may say more. Where the text itself was
 * not at hand, the edition says by whose words it is told.
 */
export const guidanceSources = {
  rfc3207: rfc(3207, 'SMTP Service Extension for Secure SMTP over TLS', '2002-02'),
  rfc7435: rfc(7435, 'Opportunistic Security', '2014-12'),
  rfc7568: rfc(7568, 'Deprecating Secure Sockets Layer Version 3.0', '2015-06'),
  rfc7672: rfc(7672, 'SMTP Security via Opportunistic DANE TLS', '2015-10'),
  rfc8314: rfc(8314, 'Cleartext Considered Obsolete', '2018-01'),
  rfc8460: rfc(8460, 'SMTP TLS Reporting', '2018-09'),
  rfc8461: rfc(8461, 'SMTP MTA Strict Transport Security', '2018-09'),
  rfc8997: rfc(8997, 'Deprecation of TLS 1.1 for Email Submission and Access', '2021-03'),
  rfc9325: rfc(9325, 'BCP 195, Recommendations for Secure Use of TLS', '2022-11'),
  mozilla: {
    name: 'Mozilla Server Side TLS',
    edition: '6.0',
    date: '2026',
    url: 'https://ssl-config.mozilla.org/guidelines/6.0.json',
  },
  betterCrypto: {
    name: 'BetterCrypto, Applied Crypto Hardening',
    edition: 'draft, its main.cf',
    date: null,
    url: 'https://bettercrypto.org/',
  },
  bsiMail: {
    name: 'BSI TR-03108',
    edition: '1.0, as BSI announced it',
    date: '2016-05',
    url: `${bsi}/tr03108/tr03108_node.html`,
  },
  bsiTls: {
    name: 'BSI TR-02102-2',
    edition: '2026-01, as others quote it',
    date: '2026-01',
    url: `${bsi}/tr02102/tr02102_node.html`,
  },
} satisfies Readonly<Record<string, GuidanceSource>>;
