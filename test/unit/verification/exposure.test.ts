import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { measureExposure } from '../../../src/verification/exposure/measure-exposure.ts'
import type { UnitFile } from '../../../src/verification/units/unit-file.ts'

/** A service with these lines of `[Service]`. */
function service(...lines: readonly string[]): UnitFile {
  const split = (line: string): { key: string; value: string } => ({
    key: line.slice(0, line.indexOf('=')),
    value: line.slice(line.indexOf('=') + 1),
  })
  return {
    name: 'sample.service',
    isExtended: false,
    hasScript: false,
    sections: [{ name: 'Service', unknown: null, lines: lines.map(split) }],
  }
}

/** What `systemd-analyze security` of systemd 252 gives. */
const table: readonly (readonly [level: number, ...lines: readonly string[]])[] = [
  [9.6],
  [9.2, 'User=sample'],
]

const settings: readonly (readonly string[])[] = [
  ['User=sample'],
  ['User=nobody'],
  ['DynamicUser=true'],
  ['PrivateDevices=true'],
  ['PrivateTmp=yes'],
  ['ProtectSystem=true'],
  ['ProtectSystem=full'],
  ['ProtectSystem=strict'],
  ['ProtectHome=read-only'],
  ['ProtectHome=tmpfs'],
  ['ProtectClock=true'],
  ['CapabilityBoundingSet='],
  ['CapabilityBoundingSet=~CAP_SYS_ADMIN CAP_SYS_PTRACE'],
  ['CapabilityBoundingSet=CAP_CHOWN', 'CapabilityBoundingSet=CAP_SYS_ADMIN'],
  ['AmbientCapabilities=CAP_NET_BIND_SERVICE'],
  ['RestrictNamespaces=true'],
  ['RestrictNamespaces=user mnt'],
  ['RestrictNamespaces=~user'],
  ['RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX'],
  ['RestrictAddressFamilies=~AF_PACKET AF_NETLINK'],
  ['RestrictAddressFamilies=none'],
  ['SystemCallFilter=@system-service', 'SystemCallFilter=~@privileged @resources'],
  ['SystemCallFilter=~@clock @debug @module'],
  ['SystemCallFilter=@system-service @mount'],
  ['SystemCallArchitectures=native'],
  ['UMask=0077'],
  ['UMask=0027'],
  ['ProtectProc=invisible'],
  ['ProtectProc=noaccess'],
  ['IPAddressDeny=any', 'IPAddressAllow=localhost'],
  ['DevicePolicy=closed', 'DeviceAllow=/dev/null rw'],
  ['NoNewPrivileges=true'],
  ['PrivateNetwork=true'],
  ['PrivateUsers=true'],
  ['KeyringMode=shared'],
  ['Delegate=true'],
  ['SupplementaryGroups=video'],
]

const hasSystemd = /^systemd 252\b/.test(
  spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' }).stdout,
)

describe('measureExposure', () => {
  it.each(table)('gives %d for %p', (level, ...lines) => {
    expect(measureExposure(service(...lines)).level).toBe(level)
  })

  it('says why it is not known', () => {
    const open: UnitFile = {
      name: 'sample.service',
      isExtended: false,
      hasScript: false,
      sections: [{ name: 'Service', unknown: null, lines: [{ key: 'ProtectSystem', value: null }] }],
    }
    expect(measureExposure(open)).toEqual({
      level: null,
      unknown: 'the value of ProtectSystem is not known',
    })
  })

  const both = hasSystemd ? it : it.skip
  both('agrees with systemd-analyze on each directive and on mixtures', () => {
    const cases = [...settings, ...mixtures()]
    const root = mkdtempSync(join(tmpdir(), 'exposure-'))
    const folder = join(root, 'etc/systemd/system')
    mkdirSync(folder, { recursive: true })
    const names = cases.map((_, index) => `case${index}.service`)
    cases.forEach((lines, index) => {
      const text = ['[Service]', 'ExecStart=/bin/true', ...lines, ''].join('\n')
      writeFileSync(join(folder, `case${index}.service`), text)
    })
    const said = execFileSync(
      'systemd-analyze',
      ['security', '--offline=true', `--root=${root}`, '--no-pager', ...names],
      { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
    )
    rmSync(root, { recursive: true })
    const levels = new Map(
      [...said.matchAll(/Overall exposure level for (\S+): ([0-9.]+)/g)].map(([, name, level]) => [
        name,
        Number(level),
      ]),
    )
    const own = cases.map((lines) => measureExposure(service(...lines)).level)
    expect(own).toEqual(names.map((name) => levels.get(name)))
  })
})

/** Settings put together at fixed random, each key once. */
function mixtures(): readonly (readonly string[])[] {
  let seed = 7
  const pick = (limit: number): number => {
    seed = (seed * 1103515245 + 12345) % 0x7fffffff
    return seed % limit
  }
  return Array.from({ length: 60 }, () => {
    const chosen = new Map<string, readonly string[]>()
    for (let left = 1 + pick(40); left > 0; left--) {
      const lines = settings[pick(settings.length)] ?? []
      chosen.set((lines[0] ?? '').replace(/=.*/, ''), lines)
    }
    return [...chosen.values()].flat()
  })
}
