import type { LibraryCase } from './library-cases.ts'

/** lib/microcosm.nix. */
export const microcosmCases: readonly LibraryCase[] = [
  // Microcosm.
  [
    'mkMicrocosmServiceOptions',
    'lib.attrNames (microcosmLib.mkMicrocosmServiceOptions { name = "x"; description = "x"; package = null; state = false; jetstream = true; metricsPort = 1; })',
    [
      'enable',
      'group',
      'healthCheck',
      'jetstream',
      'logLevel',
      'logging',
      'metrics',
      'nginx',
      'package',
      'serviceName',
      'startAfter',
      'user',
    ],
  ],
  [
    'mkMicrocosmEnvironment',
    'microcosmLib.mkMicrocosmEnvironment cfg "X"',
    {
      X_BIND: '127.0.0.1:3000',
      X_BIND_METRICS: '127.0.0.1:9000',
      X_COLLECT_METRICS: true,
      X_JETSTREAM: 'us-east-1',
    },
  ],
  [
    'mkIntegrations',
    'lib.attrNames (plain (microcosmLib.mkIntegrations cfg { curl = "/curl"; })).services',
    ['nginx', 'prometheus'],
  ],
  ['sharedDatabaseOptions', 'microcosmLib.sharedDatabaseOptions.database.url.default', null],
  [
    'sharedDatabaseOptions',
    'check microcosmLib.sharedDatabaseOptions.database.url.type [ "postgresql:///a" "postgres://u@h/d" "postgres://u:p@h/d" "mysql://h" null ]',
    [true, true, false, false, true],
  ],
  [
    'mkSharedDatabase',
    'plain (microcosmLib.mkSharedDatabase { serviceName = "x"; database.url = "postgres://h/d"; } "DB")',
    { systemd: { services: { x: { after: [], environment: { DB: 'postgres://h/d' } } } } },
  ],
  [
    'microcosmLib.mkSystemdService',
    '(plain (microcosmLib.mkSystemdService cfg { command = [ "x" ]; })).systemd.services.pds.requires',
    ['jetstream.service'],
  ],
  [
    'microcosmLib.mkConfigValidation',
    'map (each: each.assertion) (microcosmLib.mkConfigValidation (cfg // { metrics.port = 3000; }) [ ]).assertions',
    [false],
  ],
]
