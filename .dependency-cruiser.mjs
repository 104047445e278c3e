// Imports are law: each rule says why. The rooms and what they may import are those of the design.
const rooms = {
  model: [],
  nix: ['model'],
  config: ['model'],
  webhooks: ['model'],
  queue: ['model'],
  github: ['model'],
  checkout: ['model'],
  'real-nix': ['model', 'verification'],
  render: ['model'],
  inventory: ['model', 'nix'],
  alignment: ['model', 'nix', 'inventory', 'config'],
  verification: ['model', 'nix', 'inventory', 'alignment', 'config'],
  plan: ['model', 'nix', 'inventory', 'alignment', 'verification', 'config', 'render'],
  jobs: ['model', 'nix', 'inventory', 'alignment', 'verification', 'config', 'render', 'plan'],
  dashboard: ['model', 'render'],
}
const pure = ['nix', 'inventory', 'alignment', 'verification', 'plan', 'render']

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room}`,
      comment: `src/${room} imports ${allowed.length === 0 ? 'no other room' : `only ${allowed.join(', ')}`}: data flows one way`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'pure-core',
      comment: 'the core has no network, files, clock, randomness or environment: same input, same bytes',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'octokit-in-github',
      comment: 'Octokit lives only in src/github, Probot only where the server is wired',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(github/|index\\.ts|compose\\.ts|server/)' },
      to: { path: 'node_modules/(@octokit|probot)/' },
    },
    {
      name: 'src-knows-no-double',
      comment: 'what is only true of the local GitHub stays out of src; only the command `demo` starts it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli(/demo)?\\.ts' },
      to: { path: '^(local-github|demo|test|bench)/' },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle has no first file to read',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'an import that does not resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(tree-sitter-nix/grammar|@octokit/openapi-types)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'test/golden/.*/(base|head|expected)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
