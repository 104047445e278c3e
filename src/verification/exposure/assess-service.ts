import { valuesOf, type UnitFile } from '../units/unit-file.ts'
import {
  isYes,
  readFilter,
  readSettings,
  readSystemCallFilter,
  type NameFilter,
  type ServiceSettings,
} from './service-settings.ts'
import { systemCalls } from './system-call-groups.ts'

/**
 * One point of the assessment: the directive that it is about, how much it weighs, and how bad it is, from 0 to `range`;
 * null where it does not matter.
 */
export type Assessment = {
  readonly directive: string
  readonly weight: number
  readonly range: number
  readonly badness: number | null
}

/** What `DynamicUser=` brings with it (systemd.exec(5)). */
const dynamicUserBrings = new Set(['PrivateTmp', 'RemoveIPC', 'NoNewPrivileges', 'RestrictSUIDSGID'])

/** Directives that are on or off, with their weights. */
const switches: readonly (readonly [key: string, weight: number])[] = [
  ['PrivateDevices', 1000],
  ['PrivateMounts', 1000],
  ['PrivateNetwork', 2500],
  ['PrivateTmp', 1000],
  ['PrivateUsers', 1000],
  ['ProtectControlGroups', 1000],
  ['ProtectKernelModules', 1000],
  ['ProtectKernelTunables', 1000],
  ['ProtectKernelLogs', 1000],
  ['ProtectClock', 1000],
  ['ProtectHostname', 50],
  ['LockPersonality', 100],
  ['MemoryDenyWriteExecute', 100],
  ['NoNewPrivileges', 1000],
  ['RestrictRealtime', 500],
  ['RestrictSUIDSGID', 1000],
]

/** Groups of capabilities that are bad to have. */
const capabilities: readonly (readonly [names: string, weight: number])[] = [
  ['CAP_SYS_ADMIN', 1500],
  ['CAP_SETUID CAP_SETGID CAP_SETPCAP', 1500],
  ['CAP_SYS_PTRACE', 1500],
  ['CAP_SYS_TIME', 1000],
  ['CAP_NET_ADMIN', 1000],
  ['CAP_SYS_RAWIO', 1000],
  ['CAP_SYS_MODULE', 1000],
  ['CAP_AUDIT_CONTROL CAP_AUDIT_READ CAP_AUDIT_WRITE', 500],
  ['CAP_SYSLOG', 500],
  ['CAP_SYS_NICE CAP_SYS_RESOURCE', 500],
  ['CAP_MKNOD', 500],
  ['CAP_CHOWN CAP_FSETID CAP_SETFCAP', 1000],
  ['CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_IPC_OWNER', 1000],
  ['CAP_KILL', 500],
  ['CAP_NET_BIND_SERVICE CAP_NET_BROADCAST CAP_NET_RAW', 500],
  ['CAP_SYS_BOOT', 100],
  ['CAP_MAC_ADMIN CAP_MAC_OVERRIDE', 100],
  ['CAP_LINUX_IMMUTABLE', 75],
  ['CAP_IPC_LOCK', 50],
  ['CAP_SYS_CHROOT', 50],
  ['CAP_BLOCK_SUSPEND', 25],
  ['CAP_WAKE_ALARM', 25],
  ['CAP_LEASE', 25],
  ['CAP_SYS_TTY_CONFIG', 25],
  ['CAP_SYS_PACCT', 25],
  ['CAP_BPF', 25],
]

/** Capabilities that a directive takes away by itself. */
const takenBy: Readonly<Record<string, string>> = {
  PrivateDevices: 'CAP_MKNOD CAP_SYS_RAWIO',
  ProtectKernelModules: 'CAP_SYS_MODULE',
  ProtectKernelLogs: 'CAP_SYSLOG',
  ProtectClock: 'CAP_SYS_TIME CAP_WAKE_ALARM',
}

const namespaces: readonly (readonly [name: string, weight: number])[] = [
  ['user', 1500],
  ['mnt', 500],
  ['ipc', 500],
  ['pid', 500],
  ['cgroup', 500],
  ['net', 500],
  ['uts', 100],
]

const callGroups: readonly (readonly [group: string, weight: number])[] = [
  ['@swap', 1000],
  ['@obsolete', 250],
  ['@clock', 1000],
  ['@cpu-emulation', 250],
  ['@debug', 1000],
  ['@mount', 1000],
  ['@module', 1000],
  ['@raw-io', 1000],
  ['@reboot', 1000],
  ['@privileged', 700],
  ['@resources', 700],
]

/** Families of sockets; the last stands for all others. */
const families: readonly (readonly [names: string, weight: number])[] = [
  ['AF_INET AF_INET6', 1500],
  ['AF_UNIX', 25],
  ['AF_NETLINK', 200],
  ['AF_PACKET', 1000],
  ['', 1250],
]

/** Assesses a service as `systemd-analyze security` does: the points of its table, with its weights. */
export function assessService(unit: UnitFile): readonly Assessment[] {
  const settings = readSettings(unit)
  const isDynamic = settings.isOn('DynamicUser')
  const user = settings.text('User')
  const isRoot = isDynamic ? user === 'root' || user === '0' : ['', 'root', '0'].includes(user)
  const isOn = (key: string): boolean => settings.isOn(key) || (isDynamic && dynamicUserBrings.has(key))
  const flag = (directive: string, weight: number, isBad: boolean): Assessment => {
    return { directive, weight, range: 1, badness: isBad ? 1 : 0 }
  }
  const filter = readSystemCallFilter(unit)
  return [
    { directive: 'User', weight: 2000, range: 10, badness: isRoot ? 10 : user === 'nobody' ? 9 : 0 },
    {
      directive: 'SupplementaryGroups',
      weight: 200,
      range: 1,
      badness: isRoot ? null : settings.words('SupplementaryGroups').length > 0 ? 1 : 0,
    },
    { directive: 'RemoveIPC', weight: 100, range: 1, badness: isRoot ? null : isOn('RemoveIPC') ? 0 : 1 },
    ...switches.map(([key, weight]) => flag(key, weight, !isOn(key))),
    { directive: 'ProtectSystem', weight: 1000, range: 10, badness: systemBadness(settings, isDynamic) },
    { directive: 'ProtectHome', weight: 1000, range: 10, badness: homeBadness(settings, isDynamic) },
    flag(
      'RootDirectory',
      200,
      ['RootDirectory', 'RootImage'].every((key) => ['', '/'].includes(settings.text(key))),
    ),
    ...assessCapabilities(unit, settings),
    { directive: 'UMask', weight: 100, range: 10, badness: umaskBadness(settings.text('UMask')) },
    flag('KeyringMode', 1000, !['', 'private'].includes(settings.text('KeyringMode'))),
    {
      directive: 'ProtectProc',
      weight: 1000,
      range: 3,
      badness: { invisible: 0, ptraceable: 0, noaccess: 1 }[settings.text('ProtectProc')] ?? 3,
    },
    flag('ProcSubset', 10, settings.text('ProcSubset') !== 'pid'),
    flag('NotifyAccess', 1000, settings.text('NotifyAccess') === 'all'),
    flag('Delegate', 100, !['', '0', 'no', 'false', 'off'].includes(settings.text('Delegate').toLowerCase())),
    ...assessNamespaces(unit, settings),
    ...assessFamilies(unit, settings),
    {
      directive: 'SystemCallArchitectures',
      weight: 1000,
      range: 10,
      badness: architectureBadness(settings.words('SystemCallArchitectures')),
    },
    ...callGroups.map(([group, weight]) => ({
      directive: 'SystemCallFilter',
      weight,
      range: 10,
      badness: callBadness(filter, group),
    })),
    { directive: 'IPAddressDeny', weight: 1000, range: 10, badness: addressBadness(settings) },
    { directive: 'DevicePolicy', weight: 1000, range: 10, badness: deviceBadness(settings) },
    flag('AmbientCapabilities', 500, settings.words('AmbientCapabilities').length > 0),
  ]
}

function systemBadness(settings: ServiceSettings, isDynamic: boolean): number {
  const text = settings.text('ProtectSystem')
  if (isDynamic || text === 'strict') return 0
  return text === 'full' ? 3 : isYes(text) ? 5 : 10
}

function homeBadness(settings: ServiceSettings, isDynamic: boolean): number {
  const text = settings.text('ProtectHome')
  if (isYes(text)) return 0
  if (text === 'tmpfs') return 1
  return text === 'read-only' || isDynamic ? 5 : 10
}

function umaskBadness(text: string): number {
  const mask = Number.parseInt(text === '' ? '0022' : text, 8)
  const keeps = (bits: number): boolean => (mask & bits) === bits
  return !keeps(0o002) ? 10 : !keeps(0o004) ? 5 : !keeps(0o020) ? 2 : !keeps(0o040) ? 1 : 0
}

function architectureBadness(words: readonly string[]): number {
  return words.length === 0 ? 10 : words.includes('native') ? 0 : 8
}

function assessCapabilities(unit: UnitFile, settings: ServiceSettings): readonly Assessment[] {
  const filter = readFilter(linesOf(unit, 'CapabilityBoundingSet'), (word) => [word.toUpperCase()])
  const lines = linesOf(unit, 'CapabilityBoundingSet')
  const taken = new Set(
    Object.entries(takenBy).flatMap(([key, names]) => (settings.isOn(key) ? names.split(' ') : [])),
  )
  const isHeld = (name: string): boolean =>
    !taken.has(name) && (filter === null ? lines.length === 0 : filter.isAllowList === filter.names.has(name))
  return capabilities.map(([names, weight]) => ({
    directive: 'CapabilityBoundingSet',
    weight,
    range: 1,
    badness: names.split(' ').some(isHeld) ? 1 : 0,
  }))
}

function linesOf(unit: UnitFile, key: string): readonly string[] {
  return valuesOf(unit, 'Service', key).flatMap((value) => value?.trim() ?? [])
}

function assessNamespaces(unit: UnitFile, settings: ServiceSettings): readonly Assessment[] {
  const text = settings.text('RestrictNamespaces')
  const isSwitch =
    text === '' || isYes(text) || ['no', 'false', '0', 'off', 'n', 'f'].includes(text.toLowerCase())
  const filter = isSwitch ? null : readFilter(linesOf(unit, 'RestrictNamespaces'), (word) => [word])
  const may = (name: string): boolean =>
    filter === null ? !isYes(text) : filter.isAllowList === filter.names.has(name)
  return namespaces.map(([name, weight]) => ({
    directive: 'RestrictNamespaces',
    weight,
    range: 1,
    badness: may(name) ? 1 : 0,
  }))
}

function assessFamilies(unit: UnitFile, settings: ServiceSettings): readonly Assessment[] {
  const isNone = settings.text('RestrictAddressFamilies') === 'none'
  const filter = isNone
    ? { isAllowList: true, names: new Set<string>() }
    : readFilter(linesOf(unit, 'RestrictAddressFamilies'), (word) => [word])
  const named = families.flatMap(([names]) => names.split(' '))
  return families.map(([names, weight]) => {
    const isListed =
      names === ''
        ? [...(filter?.names ?? [])].some((name) => !named.includes(name))
        : names.split(' ').some((name) => filter?.names.has(name) === true)
    return {
      directive: 'RestrictAddressFamilies',
      weight,
      range: 1,
      badness: filter === null || filter.isAllowList === isListed ? 1 : 0,
    }
  })
}

/** How bad it is that a call of a group may be made. */
function callBadness(filter: NameFilter | null, group: string): number {
  if (filter === null) return 10
  const calls = [...(systemCalls(group) ?? [])]
  const may = calls.some((call) => filter.names.has(call) === filter.isAllowList)
  return may ? (filter.isAllowList ? 9 : 10) : 0
}

function addressBadness(settings: ServiceSettings): number {
  if (settings.words('IPIngressFilterPath').length > 0 || settings.words('IPEgressFilterPath').length > 0)
    return 0
  const denied = settings.words('IPAddressDeny')
  const deniesAll = denied.includes('any') || (denied.includes('0.0.0.0/0') && denied.includes('::/0'))
  if (!deniesAll) return 10
  const allowed = settings.words('IPAddressAllow')
  const isLocal = (address: string): boolean =>
    address === 'localhost' || /^127\.|^::1(\/128)?$/.test(address)
  if (!allowed.every(isLocal)) return 5
  return allowed.length > 0 ? 2 : 0
}

function deviceBadness(settings: ServiceSettings): number {
  const policy = settings.text('DevicePolicy')
  const isClosed =
    policy === 'strict' || policy === 'closed' || (policy === '' && settings.isOn('PrivateDevices'))
  const hasDevices = settings.words('DeviceAllow').length > 0 || settings.isOn('ProtectClock')
  return !isClosed ? 10 : hasDevices ? 5 : 0
}
