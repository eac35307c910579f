/** Settings that keep an editor quiet: no telemetry, no updates, no tips, nothing that changes by itself. */
export const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // Every port that the lab opens would otherwise raise an "Open in Browser" notification.
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  'window.restoreWindows': 'none',
  'window.commandCenter': false,
} as const;

/** Where the lab is, in the words of the extension's settings. */
export interface LabAddresses {
  readonly resolver: { readonly host: string; readonly port: number };
  readonly socks: { readonly host: string; readonly port: number };
  readonly allowAddresses: readonly string[];
}

/** The paths of the files that the lab writes. */
export interface LabFiles {
  readonly trustAnchors: string;
  readonly caFile: string;
}

/** Makes the lab the extension's internet. All of these are machine settings. */
export function labSettings(lab: LabAddresses, files: LabFiles): Record<string, unknown> {
  return {
    'postfixTlsPolicy.resolver': `${bracketed(lab.resolver.host)}:${lab.resolver.port}`,
    'postfixTlsPolicy.trustAnchors': files.trustAnchors,
    'postfixTlsPolicy.caFile': files.caFile,
    'postfixTlsPolicy.route': `socks5://${bracketed(lab.socks.host)}:${lab.socks.port}`,
    'postfixTlsPolicy.allowAddresses': [...lab.allowAddresses],
  };
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
