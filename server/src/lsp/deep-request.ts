/** The server's command that examines the servers of a next-hop, once a person said yes. Its argument is a `ProbeRequest`. */
export const deepProbeCommand = 'postfixTlsPolicy.server.probeDeep';

/** What it answers. It never edits. */
export interface DeepProbeResult {
  /** `kept`: examined. `untested`: there was nobody to examine. */
  readonly outcome: 'kept' | 'untested' | 'refused' | 'cancelled';
  readonly entry: null;
  readonly message: string;
}
