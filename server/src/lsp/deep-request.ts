/** What it answers. It never edits. */
export interface DeepProbeResult {
  /** `kept`: examined. `untested`: there was nobody to examine. */
  readonly outcome: 'kept' | 'untested' | 'refused' | 'cancelled';
  readonly entry: null;
  readonly message: string;
}
