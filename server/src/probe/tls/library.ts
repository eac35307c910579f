interface Runtime {
  readonly versions: Readonly<Partial<Record<string, string>>>;
  readonly features: object;
}

/**
 * Whether the TLS library is BoringSSL, as in Electron and thus in the extension host of a desktop editor. It lacks
 * key types, ciphers and the security levels of OpenSSL: what fails there may well work for Postfix.
 */
export function runsOnBoringSsl({ versions, features }: Runtime = process): boolean {
  return (
    versions['electron'] !== undefined ||
    versions['boringssl'] !== undefined ||
    /boringssl/i.test(versions['openssl'] ?? '') ||
    ('openssl_is_boringssl' in features && features.openssl_is_boringssl === true)
  );
}

/** The TLS library that the handshakes of the evidence rest on: `OpenSSL 3.0.19`, `BoringSSL`. */
export function tlsLibraryName(runtime: Runtime = process): string {
  return runsOnBoringSsl(runtime) ? 'BoringSSL' : `OpenSSL ${runtime.versions['openssl'] ?? ''}`.trimEnd();
}
