import type { LibraryCase } from './library-cases.ts'

/** lib/service-common.nix. */
export const serviceCommonCases: readonly LibraryCase[] = [
  // Hardening.
  ['standardSecurityConfig', 'serviceLib.standardSecurityConfig.CapabilityBoundingSet', ''],
  ['standardSecurityConfig', 'serviceLib.standardSecurityConfig ? StartLimitBurst', false],
  [
    'standardSecurityConfig',
    'serviceLib.standardSecurityConfig.SystemCallFilter',
    ['@system-service', '~@privileged @resources'],
  ],
  [
    'standardRestartConfig',
    'lib.attrNames serviceLib.standardRestartConfig',
    ['Restart', 'RestartSec', 'TimeoutStopSec'],
  ],
  [
    'standardRestartLimit',
    'serviceLib.standardRestartLimit',
    { startLimitBurst: 5, startLimitIntervalSec: 300 },
  ],
  ['allowJit', '(serviceLib.allowJit "V8").directives', { MemoryDenyWriteExecute: false }],
  ['allowJit', '(serviceLib.allowJit "V8").reason', 'V8'],
  [
    'allowPrivilegedPort',
    '(serviceLib.allowPrivilegedPort "443").directives.CapabilityBoundingSet',
    'CAP_NET_BIND_SERVICE',
  ],
  [
    'allowDevices',
    '(serviceLib.allowDevices "GPU" [ "/dev/dri rw" ]).directives.DeviceAllow',
    ['/dev/dri rw'],
  ],
  [
    'allowNetlink',
    'lib.elem "AF_NETLINK" (serviceLib.allowNetlink "ICE").directives.RestrictAddressFamilies',
    true,
  ],
  [
    'allowProcessInspection',
    '(serviceLib.allowProcessInspection "load").directives',
    { ProcSubset: 'all', ProtectProc: 'default' },
  ],
  ['allowHome', '(serviceLib.allowHome "backup").directives', { ProtectHome: 'read-only' }],
  [
    'allowSystemCalls',
    'lib.last (serviceLib.allowSystemCalls "own sandbox" [ "chroot" ]).directives.SystemCallFilter',
    'chroot',
  ],
  [
    'allowNamespaces',
    '(serviceLib.allowNamespaces "containers" [ "user" "mnt" ]).directives',
    { RestrictNamespaces: 'user mnt' },
  ],
  ['allowChildUsers', '(serviceLib.allowChildUsers "socket").directives', { PrivateUsers: false }],
  [
    'mergeRelaxations',
    'serviceLib.mergeRelaxations [ (serviceLib.allowJit "a") (serviceLib.allowHome "b") ]',
    {
      serviceConfig: { MemoryDenyWriteExecute: false, ProtectHome: 'read-only' },
      unitConfig: { 'X-AllowHome': 'b', 'X-AllowJit': 'a' },
    },
  ],
  ['mergeRelaxations', 'serviceLib.mergeRelaxations [ ]', { serviceConfig: {}, unitConfig: {} }],
  ['runtimes', 'serviceLib.runtimes.rust.logVariable', 'RUST_LOG'],
  ['runtimes', 'serviceLib.runtimes.go.logVariable', null],
  ['runtimes', 'map (each: each.name) serviceLib.runtimes.node.relaxations', ['Jit']],

  // Types.
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.hostName [ "a.b" "a" "A.b" "a_b.c" "a.b." "" ]',
    [true, false, false, false, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.httpUrl [ "https://a.b/c?d" "http://localhost:80" "ftp://a" "https://u:p@a" "https://a b" ]',
    [true, true, false, false, false],
  ],
  ['serviceTypes', 'check serviceLib.serviceTypes.webSocketUrl [ "wss://a.b" "https://a.b" ]', [true, false]],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.did [ "did:plc:ewvi7nxzyoun6zhxrhs64oiz" "did:web:a.b" "did:plc:short" "plc:x" ]',
    [true, true, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.ipAddress [ "127.0.0.1" "::1" "256.1.1.1" "localhost" "1.2.3.4:5" ]',
    [true, true, false, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.goDuration [ "1h30m" "90s" "90" "" ]',
    [true, true, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.userName [ "pds" "root" "Pds" "" ]',
    [true, false, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.secretPath [ "/run/secrets/a" "/nix/store/a" "a" "/a/../b" ]',
    [true, false, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.statePath [ "/var/lib/a" "/srv/a" "/home/a" "/tmp/a" "/" "/var/lib/a/" "/homes/a" ]',
    [true, true, false, false, false, false, true],
  ],

  [
    'serviceTypes',
    'check serviceLib.serviceTypes.port [ 1 65535 0 65536 "80" ]',
    [true, true, false, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.calendarEvent [ "daily" "*-*-* 03:00:00" "Mon 4:00" "now and then" "" ]',
    [true, true, true, false, false],
  ],
  [
    'serviceTypes',
    'check serviceLib.serviceTypes.databaseName [ "ozone" "1x" "A" "" ]',
    [true, false, false, false],
  ],

  ['serviceTypes', 'check serviceLib.serviceTypes.slug [ "a-1" "-a" "A" "" ]', [true, false, false, false]],
  [
    'serviceTypes',
    'check (serviceLib.serviceTypes.attrsBy serviceLib.serviceTypes.slug lib.types.int) [ { a = 1; } { A = 1; } 5 ]',
    [true, false, false],
  ],

  // Options.
  [
    'mkServiceOptions',
    'lib.attrNames (options { })',
    ['dataDir', 'enable', 'group', 'package', 'serviceName', 'user'],
  ],
  [
    'mkServiceOptions',
    'lib.attrNames (options { state = false; port = 1; address = "::1"; runtime = "rust"; settings = "x"; arguments = "y"; })',
    [
      'address',
      'enable',
      'extraArgs',
      'group',
      'logLevel',
      'openFirewall',
      'package',
      'port',
      'serviceName',
      'settings',
      'user',
    ],
  ],
  ['mkServiceOptions', '(options { secrets.required = [ "A" ]; }).environmentFile ? default', false],
  ['mkServiceOptions', '(options { secrets.optional = [ "A" ]; }).environmentFile.default', null],

  // Identity.
  [
    'mkUserConfig',
    '(plain (serviceLib.mkUserConfig cfg)).users.users.pds',
    { group: 'people', isSystemUser: true },
  ],
  [
    'mkDirectoryConfig',
    '(serviceLib.mkDirectoryConfig cfg [ ]).systemd.services.pds.serviceConfig',
    { StateDirectory: ['pds'], StateDirectoryMode: '0700' },
  ],
  [
    'mkDirectoryConfig',
    '(serviceLib.mkDirectoryConfig cfg [ "/srv/blobs" ]).systemd',
    {
      services: {
        pds: {
          serviceConfig: {
            ReadWritePaths: ['/srv/blobs'],
            StateDirectory: ['pds'],
            StateDirectoryMode: '0700',
          },
        },
      },
      tmpfiles: {
        settings: { '10-pds': { '/srv/blobs': { d: { group: 'people', mode: '0700', user: 'pds' } } } },
      },
    },
  ],
  [
    'mkFirewallConfig',
    '(serviceLib.mkFirewallConfig cfg [ 3000 ]).networking.firewall.allowedTCPPorts',
    [3000],
  ],
  [
    'mkFirewallConfig',
    '(serviceLib.mkFirewallConfig (cfg // { openFirewall = false; }) [ 3000 ]).networking.firewall.allowedTCPPorts',
    [],
  ],

  // Units.
  [
    'endpoint',
    'map (address: serviceLib.endpoint address 80) [ "127.0.0.1" "::1" ]',
    ['127.0.0.1:80', '[::1]:80'],
  ],
  [
    'escapeExecArgs',
    'serviceLib.escapeExecArgs [ "a b" "50%" "$HOME" 5 "\\"" ]',
    '"a b" "50%%" "$$HOME" "5" "\\""',
  ],
  ['mkSystemdService', '(service { }).startLimitBurst', 5],
  ['mkSystemdService', '(service { }).serviceConfig ? startLimitBurst', false],
  ['mkSystemdService', '(service { }).serviceConfig.ExecStart', '"/bin/pds"'],
  ['mkSystemdService', '(service { }).serviceConfig.User', 'pds'],
  ['mkSystemdService', '(service { }).after', ['network-online.target']],
  ['mkSystemdService', '(service { after = [ "b.service" ]; }).requires', ['b.service']],
  [
    'mkSystemdService',
    '(service { environment = { A = true; B = 5; C = null; D = "5%"; }; }).environment',
    { A: 'true', B: '5', D: '5%%' },
  ],
  [
    'mkSystemdService',
    '(service { runtime = "node"; }).unitConfig',
    { 'X-AllowJit': 'V8 compiles JavaScript to machine code at run time' },
  ],
  [
    'mkSystemdService',
    '(service { ports = [ 443 ]; }).serviceConfig.AmbientCapabilities',
    'CAP_NET_BIND_SERVICE',
  ],
  ['mkSystemdService', '(service { serviceConfig.ProtectHome = false; }).serviceConfig.ProtectHome', false],
  [
    'mkSystemdService',
    '(plain (serviceLib.mkSystemdService (cfg // { settings.A = 2; extraArgs = [ "-v" ]; environmentFile = "/run/e"; }) { command = [ "x" ]; environment.A = 1; })).systemd.services.pds.environment.A',
    '2',
  ],
  [
    'mkService',
    'lib.attrNames (plain (serviceLib.mkService cfg { command = [ "x" ]; }))',
    ['networking', 'systemd', 'users'],
  ],

  // Validation.
  [
    'mkValidation',
    'serviceLib.mkValidation "pds" { option = "port"; assertion = false; message = "is taken: choose another"; }',
    { assertion: false, message: 'services.pds.port is taken: choose another' },
  ],
  [
    'mkValidation',
    '(serviceLib.mkValidation "pds" { assertion = false; message = "has no use here"; }).message',
    'services.pds: has no use here',
  ],
  ['mkConfigValidation', '(serviceLib.mkConfigValidation cfg [ ]).assertions', []],
  ['mkConfigValidation', 'lib.length (serviceLib.mkConfigValidation cfg [ ]).warnings', 1],
  ['mkConfigValidation', '(serviceLib.mkConfigValidation (cfg // { address = "::"; }) [ ]).warnings', []],
  [
    'mkConfigValidation',
    'map (each: each.assertion) (serviceLib.mkConfigValidation (cfg // { settings.ADMIN_PASSWORD = "x"; }) [ ]).assertions',
    [false],
  ],
  [
    'mkConfigValidation',
    'map (each: each.assertion) (serviceLib.mkConfigValidation (cfg // { settings.TOKEN_URL = "x"; }) [ ]).assertions',
    [true],
  ],
  ['distinctPorts', '(serviceLib.distinctPorts { a = 1; b = 2; c = null; d = null; }).assertion', true],
  ['distinctPorts', '(serviceLib.distinctPorts { a = 1; b = 1; }).assertion', false],
]
