import type { Socket } from 'node:net';
import type { AddressEvidence, JudgedTlsaRecord } from './evidence';
import type { ProbeControl, ProbeOptions } from './options';
import type { TrustStore } from './tls/trust-store';

/** Opens a TCP connection through the route. Rejects with a `Fault`; with the signal's reason when it aborts. */
export type Connect = (address: string, port: number, signal: AbortSignal) => Promise<Socket>;

/** What one SMTP server address is to be asked. */
export interface AddressQuestion {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** The TLSA base domain and its records in use; null where there are none. */
  readonly tlsa: {
    readonly base: string;
    readonly records: readonly JudgedTlsaRecord[];
    /** The reference identifiers of DANE-TA (RFC 7672 section 3.2.2): TLSA base, next-hop, its expansion. */
    readonly names: readonly string[];
  } | null;
}

export interface AddressMeans {
  readonly connect: Connect;
  readonly trustStore: TrustStore;
  readonly options: ProbeOptions;
  readonly control: ProbeControl;
}

/** Holds the SMTP dialogue with one address and looks at its TLS. Rejects only when the control's signal aborts. */
export declare function probeAddress(question: AddressQuestion, means: AddressMeans): Promise<AddressEvidence>;
