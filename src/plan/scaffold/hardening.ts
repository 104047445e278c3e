/** One line of a [Service] section. */
export type Directive = {
  readonly name: string
  /** Nix, as written. */
  readonly value: string
  /** Why it is weaker than it could be. */
  readonly reason: string | null
}

export type HardeningNeeds = {
  /** Why memory must be writable and executable, or null. */
  readonly jit: string | null
  /** Nix expression that says whether a port under 1024 is bound; null where none can be, `true` where one always is. */
  readonly bindsPrivilegedPort: string | null
}

/**
 * The full set of systemd.exec(5) for a daemon that uses the network and a state directory: 1.1 of 10 in
 * `systemd-analyze security`. An empty list renders no line in NixOS, so an empty bounding set is `""`.
 */
export function hardening(needs: HardeningNeeds): readonly Directive[] {
  const { bindsPrivilegedPort: privileged, jit } = needs
  const always = privileged === 'true'
  const none = '""'
  const bind = '"CAP_NET_BIND_SERVICE"'
  const capability = privileged === null ? none : always ? bind : `if ${privileged} then ${bind} else ${none}`
  const plain = (name: string, value: string): Directive => ({ name, value, reason: null })
  return [
    {
      name: 'AmbientCapabilities',
      value: capability,
      reason:
        privileged === null
          ? null
          : 'Binding a port under 1024 takes the capability, outside of a user namespace.',
    },
    plain('CapabilityBoundingSet', capability),
    plain('DevicePolicy', '"closed"'),
    plain('LockPersonality', 'true'),
    jit === null
      ? plain('MemoryDenyWriteExecute', 'true')
      : { name: 'MemoryDenyWriteExecute', value: 'false', reason: jit },
    plain('NoNewPrivileges', 'true'),
    plain('PrivateDevices', 'true'),
    plain('PrivateMounts', 'true'),
    plain('PrivateTmp', 'true'),
    plain('PrivateUsers', privileged === null ? 'true' : always ? 'false' : `!(${privileged})`),
    plain('ProcSubset', '"pid"'),
    plain('ProtectClock', 'true'),
    plain('ProtectControlGroups', 'true'),
    plain('ProtectHome', 'true'),
    plain('ProtectHostname', 'true'),
    plain('ProtectKernelLogs', 'true'),
    plain('ProtectKernelModules', 'true'),
    plain('ProtectKernelTunables', 'true'),
    plain('ProtectProc', '"invisible"'),
    plain('ProtectSystem', '"strict"'),
    plain('RemoveIPC', 'true'),
    plain('RestrictAddressFamilies', '[ "AF_INET" "AF_INET6" "AF_UNIX" ]'),
    plain('RestrictNamespaces', 'true'),
    plain('RestrictRealtime', 'true'),
    plain('RestrictSUIDSGID', 'true'),
    plain('SystemCallArchitectures', '"native"'),
    plain('SystemCallFilter', '[ "@system-service" "~@privileged @resources" ]'),
    plain('UMask', '"0077"'),
  ]
}
