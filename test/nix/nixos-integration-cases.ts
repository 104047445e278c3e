import type { LibraryCase } from './library-cases.ts'

/** lib/nixos-integration.nix. */
export const nixosIntegrationCases: readonly LibraryCase[] = [
  // Integration: units, secrets.
  [
    'mkOneshot',
    '(plain (integration.mkOneshot cfg { name = "x"; command = [ "y" ]; })).systemd.services.x.serviceConfig.Type',
    'oneshot',
  ],
  [
    'mkOneshot',
    '(plain (integration.mkOneshot cfg { name = "x"; command = [ "y" ]; })).systemd.services.x.wantedBy',
    [],
  ],
  ['mkTimer', '(integration.mkTimer "x" "daily").systemd.timers.x.wantedBy', ['timers.target']],
  [
    'mkTarget',
    '(integration.mkTarget "all" [ "a" "b" ]).systemd.targets.all.wants',
    ['a.service', 'b.service'],
  ],
  [
    'mkSystemUser',
    '(plain (integration.mkSystemUser { user = "a"; group = "b"; extraGroups = [ "c" ]; })).users.users.a.extraGroups',
    ['c'],
  ],
  [
    'mkTmpfiles',
    '(integration.mkTmpfiles "x" { "/a" = { mode = "0700"; }; }).systemd.tmpfiles.settings',
    { '10-x': { '/a': { d: { mode: '0700' } } } },
  ],
  [
    'credentialOptions',
    '(integration.credentialOptions { key = "a key"; }).credentials.key ? default',
    false,
  ],
  [
    'mkSecretsIntegration',
    '(integration.mkSecretsIntegration cfg { KEY_FILE = "key"; }).systemd.services.pds',
    { environment: { KEY_FILE: '%d/key' }, serviceConfig: { LoadCredential: ['key:/run/secrets/key'] } },
  ],

  // Integration: databases.
  ['databaseOptions', '(integration.databaseOptions "x").database.name.default', 'x'],
  ['databaseUrl', 'integration.databaseUrl cfg', 'postgresql:///pds?host=/run/postgresql&user=pds'],
  ['databaseNameRule', '(integration.databaseNameRule cfg).assertion', true],
  ['databaseNameRule', '(integration.databaseNameRule (cfg // { user = "x"; })).assertion', false],
  [
    'databaseRules',
    'map (rule: rule.assertion) (integration.databaseRules (cfg // { database = { createLocally = false; name = "x"; }; }) "DB")',
    [true, false],
  ],
  [
    'mkDatabaseIntegration',
    '(plain (integration.mkDatabaseIntegration cfg "DB")).systemd.services.pds.environment.DB',
    'postgresql:///pds?host=/run/postgresql&user=pds',
  ],
  [
    'mkDatabaseIntegration',
    '(plain (integration.mkDatabaseIntegration cfg null)).systemd.services.pds.environment',
    {},
  ],
  [
    'mkDatabaseIntegration',
    'plain (integration.mkDatabaseIntegration (cfg // { database.createLocally = false; }) "DB")',
    {},
  ],
  ['redisOptions', 'integration.redisOptions.redis.createLocally.default', true],
  ['redisUrl', 'integration.redisUrl cfg', 'unix:///run/redis-pds/redis.sock'],
  [
    'mkRedisIntegration',
    '(plain (integration.mkRedisIntegration cfg "R")).services.redis.servers.pds',
    { enable: true, group: 'people', port: 0, user: 'pds' },
  ],
  [
    'mkRedisIntegration',
    '(plain (integration.mkRedisIntegration cfg "R")).systemd.services.pds.requires',
    ['redis-pds.service'],
  ],

  // Integration: web, observation, backups.
  ['nginxOptions', 'lib.attrNames integration.nginxOptions.nginx', ['acme', 'domain', 'enable']],
  [
    'mkNginxIntegration',
    '(plain (integration.mkNginxIntegration cfg 1)).services.nginx.virtualHosts."pds.example.com".locations."/".proxyPass',
    'http://127.0.0.1:1',
  ],
  ['mkNginxIntegration', 'plain (integration.mkNginxIntegration (cfg // { nginx.enable = false; }) 1)', {}],
  [
    'mkNginxIntegration',
    'map (each: each.message) (plain (integration.mkNginxIntegration (cfg // { nginx = { enable = true; domain = null; acme = true; }; }) 1)).assertions',
    [
      'services.pds.nginx.domain must be set when nginx.enable is on: name the domain that points to this machine',
    ],
  ],
  [
    'staticSiteOptions',
    'lib.attrNames (integration.staticSiteOptions { name = "x"; description = "x"; package = null; })',
    ['acme', 'domain', 'enable', 'package', 'serviceName'],
  ],
  [
    'mkStaticSite',
    '(integration.mkStaticSite { domain = "a.b"; acme = false; } { root = "/srv"; }).services.nginx.virtualHosts."a.b".root',
    '/srv',
  ],
  [
    'mkWorkerConfig',
    'lib.hasInfix "fromEnvironment = \\"S\\"" (integration.mkWorkerConfig { name = "w"; module = "/w.js"; address = "a:1"; compatibilityDate = "2025-01-01"; secrets = [ "S" ]; })',
    true,
  ],
  ['metricsOptions', '(integration.metricsOptions null).metrics ? port', false],
  [
    'mkMetricsIntegration',
    '(plain (integration.mkMetricsIntegration cfg 9000)).services.prometheus.scrapeConfigs',
    [{ job_name: 'pds', static_configs: [{ targets: ['127.0.0.1:9000'] }] }],
  ],
  ['journalOptions', 'integration.journalOptions.logging.namespace.default', null],
  [
    'mkLoggingIntegration',
    'plain (integration.mkLoggingIntegration cfg)',
    { systemd: { services: { pds: { serviceConfig: { LogNamespace: 'atproto' } } } } },
  ],
  ['healthCheckOptions', 'integration.healthCheckOptions.healthCheck.schedule.default', '*:0/5'],
  [
    'mkHealthCheck',
    'lib.attrNames (plain (integration.mkHealthCheck cfg { curl = "/curl"; url = "http://a"; })).systemd',
    ['services', 'timers'],
  ],
  [
    'backupOptions',
    'lib.attrNames integration.backupOptions.backup',
    ['enable', 'passwordFile', 'repository', 'schedule'],
  ],
  [
    'mkBackupIntegration',
    '(plain (integration.mkBackupIntegration cfg)).services.restic.backups.pds.paths',
    ['/var/lib/pds'],
  ],
]
