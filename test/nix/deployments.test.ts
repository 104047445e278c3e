import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { evaluate, repository, whyNotRealNix, type Machine } from './harness.ts'
import { judgeUnits, whyNotSystemd } from './systemd.ts'

const skipped = [whyNotRealNix, whyNotSystemd].filter((reason) => reason !== null)
for (const reason of skipped) console.warn(`SKIPPED: ${reason}`)
const describeReal = skipped.length === 0 ? describe : describe.skip

describeReal('the deployments', () => {
  it.each([
    ['single-service', ['microcosm-constellation.service']],
    ['several-services', ['blacksky-pds.service', 'indigo-relay.service']],
    [
      'full-stack',
      [
        'atproto-health.service',
        'atproto-health.timer',
        'blacksky-pds.service',
        'indigo-bluepages.service',
        'indigo-palomar.service',
        'indigo-relay.service',
        'jetstream.service',
        'tangled-knot.service',
        'tangled-spindle.service',
      ],
    ],
  ])('%s runs what it says, cleanly', async (name, units) => {
    const machine = await machineOf(name)
    expect(machine.failed).toEqual([])
    expect(Object.keys(machine.units).sort()).toEqual(units)
    expect((await judgeUnits(machine.units)).complaints).toEqual([])
    expect(portsOf(machine)).toEqual([...new Set(portsOf(machine))])
  })
})

async function machineOf(name: string): Promise<Machine> {
  const files = [join(repository, 'modules'), join(repository, `docs/deployments/${name}.nix`)]
  const machine = await evaluate(`harness.configured [ ${files.join(' ')} ]`)
  if (!isMachine(machine)) throw new Error('not a machine')
  return machine
}

/** Ports that units are told to listen on, each once per unit: in variables that speak of listening. */
function portsOf({ units }: Machine): readonly string[] {
  const listening = /^Environment="\w*(?:BIND|LISTEN|_ADDR|PORT)\w*=(?:127\.0\.0\.1:)?([1-9]\d+)"$/gm
  return Object.values(units).flatMap((text) => [
    ...new Set([...text.matchAll(listening)].map(([, port = '']) => port)),
  ])
}

function isMachine(value: unknown): value is Machine {
  return typeof value === 'object' && value !== null && 'units' in value && 'failed' in value
}

describeReal('the machines of the tests in virtual machines', () => {
  it('evaluate', async () => {
    const failed = await evaluate(`
      let
        driver = { testers.runNixOSTest = test: test; inherit lib; };
        tests = import ${repository}/test/nix/vm { pkgs = driver; };
      in
      lib.mapAttrs (
        _: test: (harness.configured (test.defaults.imports ++ lib.attrValues test.nodes)).failed
      ) tests
    `)
    expect(failed).toEqual({ federation: [], plcbundle: [], quickdid: [], 'red-dwarf': [] })
  })
})
