import { globalLevel, whyNoDane } from '../site/client-level';
import { type Client, valueOf } from '../site/site';
import { anySender, defaultInsecureMxPolicy, type Sender } from './sender';
import { sessionParameters } from './session-parameters';

/**
 * The sender that a client of a known main.cf is. What main.cf and the releases do not tell counts as what protects less;
 * that the resolver validates is taken for granted, as main.cf does.
 */
export function senderOfSite(client: Client): Sender {
  const { from, to } = client.versions;
  const level = globalLevel(client) ?? 'may';
  const digest = textOf(client, 'tls_fingerprint_digest');
  const serverName = textOf(client, 'tls_servername');
  const anchors = listOf(client, 'tls_trust_anchor_file');
  const limit = Number(textOf(client, 'mx_address_limit') || Number.NaN);
  const edited = editableGrades.filter((grade) => isSet(client, `tls_${grade}_cipherlist`));
  const isEmpty = (name: string) => valueOf(client, name) === '';
  return {
    profile: 'site',
    dnssecLookups: whyNoDane(client) === null,
    globalLevel: level,
    daneInsecureMxPolicy: insecureMxPolicy(client) ?? defaultInsecureMxPolicy(from, level),
    secureCertMatch: namesOf(client, 'tls_secure_cert_match') ?? anySender.secureCertMatch,
    verifyCertMatch: namesOf(client, 'tls_verify_cert_match') ?? anySender.verifyCertMatch,
    mxAddressLimit: Number.isInteger(limit) && limit >= 0 ? limit : anySender.mxAddressLimit,
    ...(from === to ? { version: from } : {}),
    ...(serverName === '' ? {} : { serverName }),
    ...(digest === '' ? {} : { fingerprintDigest: digest.toLowerCase() }),
    ...(anchors.length === 0 ? {} : { trustAnchorFiles: anchors }),
    ...(textOf(client, 'tls_enforce_sts_mx_patterns').toLowerCase() === 'no' ? { enforceStsMxPatterns: false } : {}),
    session: sessionOf(client),
    ...(edited.length === 0 ? {} : { editedGrades: edited }),
    trustStore: isEmpty('tls_CAfile') && isEmpty('tls_CApath') ? 'empty' : 'probed',
  };
}

/** The grades that a parameter can change (postconf(5), tls_medium_cipherlist). */
const editableGrades = ['high', 'medium', 'low', 'export', 'null'] as const;

function isSet({ parameters }: Client, name: string): boolean {
  const { kind } = parameters.value(name).source;
  return kind === 'file' || kind === 'override';
}

/** Those whose value is known, the defaults of the release included. */
function sessionOf(client: Client): NonNullable<Sender['session']> {
  const values = sessionParameters.map((name) => [name, valueOf(client, `tls_${name}`)?.trim() ?? null] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

function textOf(client: Client, name: string): string {
  return valueOf(client, name)?.trim() ?? '';
}

/** A list of main.cf, whose items blanks and commas part. */
function listOf(client: Client, name: string): readonly string[] {
  return textOf(client, name)
    .split(/[\s,]+/)
    .filter((item) => item !== '');
}

/** Match strategies, which colons may part, too; null where there are none. */
function namesOf(client: Client, name: string): readonly string[] | null {
  const names = listOf(client, name).flatMap((item) => item.split(':').filter((each) => each !== ''));
  return names.length === 0 ? null : names;
}

function insecureMxPolicy(client: Client): Sender['daneInsecureMxPolicy'] | null {
  const value = textOf(client, 'tls_dane_insecure_mx_policy').toLowerCase();
  return (['may', 'encrypt', 'dane'] as const).find((each) => each === value) ?? null;
}
