/** A provider whose mail servers receive for very many organisations. */
export interface MassHoster {
  readonly provider: string;
  /** The domain below which its MX hosts lie. */
  readonly suffix: string;
  /** Where that is written. */
  readonly source: string;
}

/** A selection, each row with a source that was read; a provider that is missing here is no small one for that. */
export const massHosters: readonly MassHoster[] = [
  {
    provider: 'Microsoft 365',
    suffix: 'outlook.com',
    source: 'https://mxrecordchecker.com/resources/microsoft-365-mx-records',
  },
  {
    provider: 'Google Workspace',
    suffix: 'google.com',
    source: 'https://intodns.ai/citations/google-workspace-mx-records',
  },
  {
    provider: 'Google Workspace',
    suffix: 'googlemail.com',
    source: 'https://gist.github.com/abhiyerra/6f205af59b20cce5523e810e9f3b2f33',
  },
  {
    provider: 'Amazon SES',
    suffix: 'amazonaws.com',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-mx-record.html',
  },
  {
    provider: 'Fastmail',
    suffix: 'messagingengine.com',
    source: 'https://gist.github.com/timchambers/40fce1a2f1351e6e4c6a070e17367d54',
  },
  {
    provider: 'Mimecast',
    suffix: 'mimecast.com',
    source: 'https://www.spamresource.com/2024/02/isp-deliverability-guide-mimecast.html',
  },
  {
    provider: 'Barracuda Email Gateway Defense',
    suffix: 'barracudanetworks.com',
    source: 'https://www.captaindns.com/en/blog/barracuda-secure-email-gateway',
  },
  {
    provider: 'Cisco Secure Email Cloud Gateway',
    suffix: 'iphmx.com',
    source: 'https://www.captaindns.com/en/blog/cisco-secure-email-gateway',
  },
  {
    provider: 'Proton Mail',
    suffix: 'protonmail.ch',
    source: 'https://mxrecordchecker.com/resources/protonmail-mx-records',
  },
  ...['zoho.com', 'zoho.eu', 'zoho.in', 'zoho.com.au', 'zoho.jp'].map((suffix) => ({
    provider: 'Zoho Mail',
    suffix,
    source: 'https://mxrecordchecker.com/resources/zoho-mx-records',
  })),
];

/** The provider below whose domain a name lies, in lower case; undefined for all others. */
export function massHosterOf(name: string): MassHoster | undefined {
  return massHosters.find(({ suffix }) => name === suffix || name.endsWith(`.${suffix}`));
}
