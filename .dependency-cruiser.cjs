/**
 * The import arrows of docs/architecture.md: imports only go down.
 * Each folder of server/src names the folders it may import; everything else is refused.
 */
const floors = {
  text: [],
  language: ['text'],
  config: ['text', 'language', 'postfix'],
  postfix: ['text'],
  system: [],
  policy: ['text', 'language', 'config', 'postfix'],
  maincf: ['text', 'language', 'config', 'postfix'],
  mastercf: ['text', 'language', 'config', 'postfix'],
  probe: ['text', 'postfix', 'config'],
  languages: ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'mastercf', 'site'],
  site: ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'mastercf'],
  'explain-log': ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'site'],
  verdict: ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'probe', 'site'],
  verify: ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'probe', 'site', 'verdict'],
  review: ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'mastercf', 'probe', 'site', 'verdict'],
  deploy: ['text', 'language', 'config', 'postfix', 'policy', 'maincf', 'site', 'verdict', 'review'],
  report: [
    'text',
    'language',
    'languages',
    'config',
    'postfix',
    'policy',
    'maincf',
    'probe',
    'site',
    'explain-log',
    'verdict',
    'verify',
    'review',
  ],
  // Reads through what `system/` hands in, and touches nothing itself.
  revisions: ['text', 'language', 'languages', 'config', 'review', 'report', 'system'],
};
const folders = Object.keys(floors);
const entries = ['lsp', 'cli'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...folders.map((folder) => ({
      name: `${folder}-imports-downward`,
      severity: 'error',
      from: { path: `^server/src/${folder}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^server/src/', pathNot: `^server/src/(${[folder, ...floors[folder]].join('|')})/` },
    })),
    {
      name: 'nothing-imports-the-entries',
      severity: 'error',
      from: { path: `^(server/src/(${folders.join('|')})|client|lab)/` },
      to: { path: `^server/src/(${entries.join('|')})/` },
    },
    {
      name: 'lsp-and-cli-are-apart',
      comment: 'The command line starts the language server (`lsp --stdio`) through lsp/main.ts only.',
      severity: 'error',
      from: { path: '^server/src/lsp/' },
      to: { path: '^server/src/cli/' },
    },
    {
      name: 'product-without-lab',
      severity: 'error',
      from: { path: '^(server|client)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(lab|test|bench)/' },
    },
    { name: 'lab-without-product', severity: 'error', from: { path: '^lab/' }, to: { path: '^(server|client)/' } },
    {
      name: 'only-the-client-knows-vscode',
      severity: 'error',
      from: { pathNot: '^(client/|test/extension/)' },
      to: { path: '^(vscode$|vscode-languageclient|node_modules/(@types/vscode|vscode-languageclient)/)' },
    },
    {
      name: 'only-the-probe-opens-sockets',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/probe/|\\.test\\.ts$' },
      to: { path: '^(node:)?(net|tls|dgram|dns|http|https|http2)(/|$)', dependencyTypes: ['core'] },
    },
    {
      name: 'only-system-touches-files',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/system/|\\.test\\.ts$' },
      to: { path: '^(node:)?fs(/|$)', dependencyTypes: ['core'] },
    },
    {
      name: 'only-system-and-routes-spawn',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(system|probe/routes)/|\\.test\\.ts$' },
      to: { path: '^(node:)?child_process$', dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The package esbuild is taken for the file esbuild.mjs beside it, which then would import itself.
    exclude: { path: '^(dist/|esbuild\\.mjs$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
