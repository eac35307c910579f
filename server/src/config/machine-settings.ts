/**
 * The settings that decide whom a probe asks and trusts, and how, by their names in the editor; of the command line's
 * names for them, those that differ. They belong to the machine and the person, never to a folder.
 */
const machineSettings: Readonly<Record<string, readonly string[]>> = {
  resolver: ['resolvers'],
  trustAnchors: ['trust-anchor'],
  caFile: [],
  trustAnchorFile: ['tafile'],
  caPath: [],
  route: ['routes', 'socks', 'ssh', 'proxy'],
  smtpPort: ['port'],
  allowAddresses: ['allow-address'],
  heloName: ['helo'],
  probeDeadline: ['deadline'],
  pacing: [],
  vantage: [],
};

/** The setting of the machine that a key of a configuration file stands for, however it is written; null: none. */
export function machineSettingOf(key: string): string | null {
  const asked = fold(key);
  const found = Object.entries(machineSettings).find(([name, others]) =>
    [name, ...others].some((each) => fold(each) === asked),
  );
  return found?.[0] ?? null;
}

function fold(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}
