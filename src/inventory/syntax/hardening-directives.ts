/**
 * Directives of systemd.exec(5) that take rights away from a service, in the order in which
 * `systemd-analyze security` weighs them.
 */
export const hardeningDirectives: readonly string[] = [
  'CapabilityBoundingSet',
  'SystemCallFilter',
  'RestrictNamespaces',
  'RestrictAddressFamilies',
  'NoNewPrivileges',
  'ProtectSystem',
  'ProtectHome',
  'PrivateTmp',
  'PrivateDevices',
  'PrivateUsers',
  'PrivateNetwork',
  'PrivateMounts',
  'ProtectKernelTunables',
  'ProtectKernelModules',
  'ProtectKernelLogs',
  'ProtectControlGroups',
  'ProtectClock',
  'ProtectHostname',
  'ProtectProc',
  'ProcSubset',
  'RestrictRealtime',
  'RestrictSUIDSGID',
  'LockPersonality',
  'MemoryDenyWriteExecute',
  'SystemCallArchitectures',
  'AmbientCapabilities',
  'RemoveIPC',
  'UMask',
  'IPAddressDeny',
  'DynamicUser',
]

const names: ReadonlySet<string> = new Set(hardeningDirectives)

export function isHardeningDirective(name: string): boolean {
  return names.has(name)
}
