import { describe, expect, it } from '@jest/globals'
import { interfaceOf } from '../sample.ts'
import {
  bare,
  evaluate,
  everything,
  houses,
  scaffold,
  spindle,
  withOwnLibrary,
  withStrangersLibrary,
  type House,
} from './houses.ts'
import {
  exposure,
  hasNix,
  hasNixpkgs,
  hasSystemd,
  parseFault,
  unitFile,
  verifyFaults,
  withFolder,
} from './real-nixos.ts'

const describeIf = (condition: boolean): typeof describe.skip => (condition ? describe : describe.skip)

describeIf(hasNix)('real Nix', () => {
  it.each(houses)('parses every file: %s', (_name, house) => {
    const plan = scaffold(house, [spindle(everything)])
    withFolder(new Map(plan.files.map(({ path, content }) => [path, content ?? ''])), (folder) => {
      for (const { path } of plan.files) expect(parseFault(folder, path)).toBe('')
    })
  })
})

describeIf(hasNixpkgs && hasSystemd)('the real module system and systemd', () => {
  const settingsFor = (house: House, values: string): string =>
    `{ ${house.option} = { enable = true; ${values} }; }`

  it.each(houses)(
    'a plain daemon evaluates with nothing but enable, verifies clean, exposure 1.2 at most: %s',
    (_name, house) => {
      const evaluated = evaluate(house, scaffold(house, [spindle(null)]), settingsFor(house, ''))
      expect(evaluated.failedAssertions).toEqual([])
      const [[name, unit] = ['', {}]] = Object.entries(evaluated.services)
      const text = unitFile(unit)
      expect(verifyFaults(name, text)).toEqual([])
      expect(exposure(name, text)).toBeLessThanOrEqual(1.2)
    },
  )

  it.each(houses)('uses all that a package declares: %s', (_name, house) => {
    const own = house === withOwnLibrary ? 'owner = "x";' : 'settings.SPINDLE_OWNER = "x";'
    const settings = settingsFor(house, `${own} environmentFile = "/run/secrets/x"; openFirewall = true;`)
    const evaluated = evaluate(house, scaffold(house, [spindle(everything)]), settings)
    const [[name, unit] = ['', {}]] = Object.entries(evaluated.services)
    const text = unitFile(unit)
    expect(verifyFaults(name, text)).toEqual([])
    expect(exposure(name, text)).toBeLessThanOrEqual(1.2)
    expect(text).toContain('"serve" "%%i \\"$$x\\" $${y}" "--port" "6555"')
    for (const line of [
      'NODE_ENV=production',
      'GOSSIP_PORT=6556',
      'SPINDLE_OWNER=x',
      'SPINDLE_LOG_LEVEL=info',
      'postgresql:///',
    ])
      expect(text).toContain(line)
    expect(evaluated.config.firewall).toMatchObject({
      allowedTCPPorts: [6555, 9090],
      allowedUDPPorts: [6556],
    })
    expect(evaluated.config.postgresql).toMatchObject({ enable: true })
    const undescribed = evaluated.options.filter(
      ({ described, name: option }) => !described && !option.endsWith('enable'),
    )
    expect(house === withStrangersLibrary ? [] : undescribed).toEqual([])
  })

  it.each(houses)('binds a port under 1024: %s', (_name, house) => {
    const own = interfaceOf({
      ports: [{ name: 'http', port: 80, protocol: 'tcp', environment: 'PORT', argument: null }],
      runtime: 'rust',
    })
    const [[name, unit] = ['', {}]] = Object.entries(
      evaluate(house, scaffold(house, [spindle(own)]), settingsFor(house, '')).services,
    )
    const text = unitFile(unit)
    expect(text).toMatch(/AmbientCapabilities=CAP_NET_BIND_SERVICE/)
    expect(text).toMatch(/PrivateUsers=(false)?\n|^(?![\s\S]*PrivateUsers)/)
    expect(exposure(name, text)).toBeLessThanOrEqual(1.4)
    expect(text).toContain('RUST_LOG=info')
  })

  it('refuses to start without what cannot be missing, in words that name the option', () => {
    const settings = settingsFor(
      bare,
      'settings.SPINDLE_OWNER = "x"; environmentFile = "/x"; database.createLocally = false;',
    )
    const plan = scaffold(bare, [
      spindle({ ...everything, requiredEnvironment: ['SPINDLE_OWNER', 'SPINDLE_DATABASE_URL'] }),
    ])
    const withoutFile = settings.replace('environmentFile = "/x"; ', '')
    expect(evaluate(bare, plan, settings).failedAssertions).toEqual([])
    expect(evaluate(bare, plan, withoutFile).failedAssertions).toEqual([
      expect.stringContaining(
        'services.tangled-spindle.database.createLocally is off: set SPINDLE_DATABASE_URL',
      ),
    ])
  })
})
