import type { Evidence } from '../probe/evidence';
import { isImprovement, type ReceiverRequest, type RequestKind } from '../verdict/requests';

export const letterLanguages = ['en', 'de'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

/** A text that asks a receiver for what would help, ready to be sent. */
export interface ReceiverLetter {
  /** `postmaster@example.org` (RFC 5321 section 4.5.1). */
  readonly to: string;
  readonly subject: string;
  readonly lines: readonly string[];
}

/** One letter for each receiver that something is asked of. Names from the network are put in as they are. */
export function receiverLetters(
  evidence: Evidence,
  requests: readonly ReceiverRequest[],
  language: LetterLanguage,
): readonly ReceiverLetter[] {
  const owners = [...new Set(requests.map(({ owner }) => owner))];
  const { obstacles, improvements, records: introduction, reports, closing, asks } = texts[language];
  const day = evidence.finishedAt.slice(0, 10);
  return owners.map((owner) => {
    const own = requests.filter((request) => request.owner === owner);
    const { subject, opening } = own.every(isImprovement) ? improvements : obstacles;
    const records = own.flatMap((request) => request.records ?? []);
    return {
      to: `postmaster@${owner}`,
      subject: subject(evidence.domain),
      lines: [
        ...opening(owner, evidence.domain, day),
        '',
        ...own.map(({ kind, subjects }) => `- ${asks[kind](subjects.join(', '), evidence.domain)}`),
        '',
        ...(records.length === 0 ? [] : [introduction, '', ...records.map((record) => `  ${record}`), '']),
        ...reportLines(evidence, reports),
        ...closing,
      ],
    };
  });
}

/** Whoever reads the reports of other senders on failed TLS (RFC 8460) finds the same there. */
function reportLines({ domain, tlsRpt }: Evidence, reports: LetterTexts['reports']): readonly string[] {
  return tlsRpt?.state === 'record' ? [reports(domain, tlsRpt.rua.join(', '))] : [];
}

interface LetterTexts {
  /** Where mail can't be protected, and where it could be protected better. */
  readonly obstacles: Occasion;
  readonly improvements: Occasion;
  /** What stands before the records that could be published. */
  readonly records: string;
  readonly reports: (domain: string, addresses: string) => string;
  readonly closing: readonly string[];
  readonly asks: Readonly<Record<RequestKind, (subjects: string, domain: string) => string>>;
}

interface Occasion {
  readonly subject: (domain: string) => string;
  readonly opening: (owner: string, domain: string, day: string) => readonly string[];
}

const texts: Readonly<Record<LetterLanguage, LetterTexts>> = {
  en: {
    obstacles: {
      subject: (domain) => `Mail to ${domain} can't be protected on its way`,
      opening: (owner, domain, day) => [
        `Dear postmaster of ${owner},`,
        '',
        `we would like to send mail to ${domain} by encrypted connections to servers that prove who they are. On ${day} the following was in the way:`,
      ],
    },
    improvements: {
      subject: (domain) => `Mail to ${domain} could be protected better on its way`,
      opening: (owner, domain, day) => [
        `Dear postmaster of ${owner},`,
        '',
        `we send mail to ${domain} by encrypted connections to servers that prove who they are. By what we saw on ${day}, the following would protect it better, also for other senders:`,
      ],
    },
    records:
      'By the keys that we saw these would be the TLSA records. Please compare them with your keys before, and publish those of a new key before it is used:',
    reports: (domain, addresses) =>
      `Reports of other senders on failed TLS with ${domain} (RFC 8460) go to ${addresses}; they may show the same.`,
    closing: ['The settings concern mail between servers only. Thank you for your help.'],
    asks: {
      'offer-starttls': (hosts) => `${hosts}: STARTTLS is not offered. Please switch on TLS (RFC 3207).`,
      'repair-starttls': (hosts) =>
        `${hosts}: STARTTLS is offered, and then refused. Please repair the TLS settings (RFC 3207 section 4).`,
      'modern-tls': (hosts) =>
        `${hosts}: the TLS handshake fails. Please allow TLS 1.2 and 1.3, and use a key of at least 2048 bits (RSA) or 256 bits (ECDSA).`,
      'renew-certificate': (hosts) => `${hosts}: the certificate has expired. Please renew it.`,
      'send-chain': (hosts) =>
        `${hosts}: the certificate's issuer is not known to us. Please send the intermediate certificates along, of a public certification authority.`,
      'public-certificate': (hosts) =>
        `${hosts}: the certificate is not trusted. Please use one of a public certification authority, or sign your domain by DNSSEC and publish TLSA records 3 1 1 (RFC 7672).`,
      'certificate-name': (hosts, domain) =>
        `${hosts}: the certificate names neither this host nor ${domain}. Please use one for the name in the MX record.`,
      'correct-tlsa': (hosts) =>
        `${hosts}: the certificate does not match the published TLSA records, so that senders with DANE can't deliver at all. Please correct the records or the certificate (RFC 7671 section 8).`,
      'correct-mta-sts': (hosts, domain) =>
        `${hosts}: the MTA-STS policy of ${domain} (mode enforce) does not allow this MX host. Please correct the policy or the MX records (RFC 8461 section 3.2).`,
      'repair-dnssec': (names) =>
        `${names}: the DNSSEC signatures don't verify, so that validating resolvers get no answer. Please repair the zone (RFC 4035).`,
      'publish-tlsa': (hosts) =>
        `${hosts}: the zones are signed by DNSSEC, and there are no TLSA records. Please publish some of the kind 3 1 1, so that senders with DANE verify the server (RFC 7672).`,
      'complete-tlsa': (hosts) =>
        `${hosts}: other mail servers of the domain have TLSA records, and this one has none, so that senders with DANE don't verify it. Please publish TLSA records 3 1 1 for it, too (RFC 7672 section 2.2).`,
      'usable-tlsa': (hosts) =>
        `${hosts}: no mail server can use the published TLSA records, so that nobody verifies the server by them. Please publish some of the kind 3 1 1 instead (RFC 7672 section 3.1).`,
      'stable-tlsa': (hosts) =>
        `${hosts}: the TLSA records (3 0 x) name the certificate and not its key, so that mail of senders with DANE waits from the next renewal on. Please publish 3 1 1 records, and keep the key at renewals (RFC 7671 section 5.1).`,
      'send-anchor': (hosts) =>
        `${hosts}: the server does not send the certificate of the issuer that the DANE-TA(2) records name, so that they match nothing. Please add it to the chain that is sent (RFC 7671 section 5.2.2).`,
    },
  },
  de: {
    obstacles: {
      subject: (domain) => `E-Mail an ${domain} lässt sich unterwegs nicht schützen`,
      opening: (owner, domain, day) => [
        `Sehr geehrte Damen und Herren (Postmaster von ${owner}),`,
        '',
        `wir möchten E-Mail an ${domain} nur verschlüsselt und nur an Server ausliefern, die sich ausweisen. Dem stand am ${day} entgegen:`,
      ],
    },
    improvements: {
      subject: (domain) => `E-Mail an ${domain} ließe sich unterwegs besser schützen`,
      opening: (owner, domain, day) => [
        `Sehr geehrte Damen und Herren (Postmaster von ${owner}),`,
        '',
        `wir liefern E-Mail an ${domain} verschlüsselt und an Server aus, die sich ausweisen. Nach dem, was wir am ${day} sahen, würde Folgendes sie besser schützen, auch bei anderen Absendern:`,
      ],
    },
    records:
      'Nach den Schlüsseln, die wir sahen, wären dies die TLSA-Einträge. Bitte vergleichen Sie sie vorher mit Ihren Schlüsseln, und veröffentlichen Sie die eines neuen Schlüssels, bevor er verwendet wird:',
    reports: (domain, addresses) =>
      `Berichte anderer Absender über fehlgeschlagenes TLS mit ${domain} (RFC 8460) gehen an ${addresses}; sie zeigen womöglich dasselbe.`,
    closing: ['Es geht allein um die Zustellung zwischen Mailservern. Vielen Dank für Ihre Hilfe.'],
    asks: {
      'offer-starttls': (hosts) => `${hosts}: STARTTLS wird nicht angeboten. Bitte schalten Sie TLS ein (RFC 3207).`,
      'repair-starttls': (hosts) =>
        `${hosts}: STARTTLS wird angeboten und dann abgelehnt. Bitte bringen Sie die TLS-Einstellungen in Ordnung (RFC 3207, Abschnitt 4).`,
      'modern-tls': (hosts) =>
        `${hosts}: Der TLS-Handshake schlägt fehl. Bitte erlauben Sie TLS 1.2 und 1.3, und verwenden Sie einen Schlüssel von mindestens 2048 Bit (RSA) oder 256 Bit (ECDSA).`,
      'renew-certificate': (hosts) => `${hosts}: Das Zertifikat ist abgelaufen. Bitte erneuern Sie es.`,
      'send-chain': (hosts) =>
        `${hosts}: Der Aussteller des Zertifikats ist uns unbekannt. Bitte senden Sie die Zwischenzertifikate einer öffentlichen Zertifizierungsstelle mit.`,
      'public-certificate': (hosts) =>
        `${hosts}: Dem Zertifikat wird nicht vertraut. Bitte verwenden Sie eines einer öffentlichen Zertifizierungsstelle, oder signieren Sie Ihre Domain mit DNSSEC und veröffentlichen Sie TLSA-Einträge 3 1 1 (RFC 7672).`,
      'certificate-name': (hosts, domain) =>
        `${hosts}: Das Zertifikat nennt weder diesen Server noch ${domain}. Bitte verwenden Sie eines für den Namen im MX-Eintrag.`,
      'correct-tlsa': (hosts) =>
        `${hosts}: Das Zertifikat passt nicht zu den veröffentlichten TLSA-Einträgen; Absender mit DANE können gar nicht zustellen. Bitte berichtigen Sie die Einträge oder das Zertifikat (RFC 7671, Abschnitt 8).`,
      'correct-mta-sts': (hosts, domain) =>
        `${hosts}: Die MTA-STS-Richtlinie von ${domain} (Modus enforce) erlaubt diesen MX-Server nicht. Bitte berichtigen Sie die Richtlinie oder die MX-Einträge (RFC 8461, Abschnitt 3.2).`,
      'repair-dnssec': (names) =>
        `${names}: Die DNSSEC-Signaturen sind ungültig; validierende Resolver erhalten keine Antwort. Bitte bringen Sie die Zone in Ordnung (RFC 4035).`,
      'publish-tlsa': (hosts) =>
        `${hosts}: Die Zonen sind mit DNSSEC signiert, und es gibt keine TLSA-Einträge. Bitte veröffentlichen Sie welche der Art 3 1 1, damit Absender mit DANE den Server prüfen (RFC 7672).`,
      'complete-tlsa': (hosts) =>
        `${hosts}: Andere Mailserver der Domain haben TLSA-Einträge, dieser hat keine; Absender mit DANE prüfen ihn nicht. Bitte veröffentlichen Sie auch für ihn TLSA-Einträge 3 1 1 (RFC 7672, Abschnitt 2.2).`,
      'usable-tlsa': (hosts) =>
        `${hosts}: Die veröffentlichten TLSA-Einträge kann kein Mailserver verwenden; niemand prüft den Server damit. Bitte veröffentlichen Sie stattdessen welche der Art 3 1 1 (RFC 7672, Abschnitt 3.1).`,
      'stable-tlsa': (hosts) =>
        `${hosts}: Die TLSA-Einträge (3 0 x) nennen das Zertifikat und nicht seinen Schlüssel; ab der nächsten Erneuerung wartet E-Mail von Absendern mit DANE. Bitte veröffentlichen Sie Einträge 3 1 1, und behalten Sie den Schlüssel beim Erneuern bei (RFC 7671, Abschnitt 5.1).`,
      'send-anchor': (hosts) =>
        `${hosts}: Der Server sendet das Zertifikat des Ausstellers nicht mit, das die Einträge DANE-TA(2) nennen; sie passen auf nichts. Bitte nehmen Sie es in die gesendete Kette auf (RFC 7671, Abschnitt 5.2.2).`,
    },
  },
};
