import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../grammar/load.ts'
import { readWorkTree } from '../../src/checkout/read-work-tree.ts'
import { createEvaluator, type Evaluator } from '../../src/nix/eval/evaluator.ts'
import { lib } from '../../src/nix/lib/index.ts'
import { nixpkgsFunction } from '../../src/nix/lib/package-set.ts'

// By the keeper's own evaluator, so that it runs everywhere; by real Nix and for systemd: test/nix/deployments.test.ts.
const root = join(import.meta.dirname, '../..')
const snapshot = readWorkTree(root)

let evaluator: Evaluator
beforeAll(async () => {
  const externals = new Map([
    ['<nixpkgs>', nixpkgsFunction(lib)],
    ['<nixpkgs/lib>', lib],
  ])
  evaluator = createEvaluator({ parser: await loadNixParser(), snapshot, externals })
})

/** What a configuration beside this repository's modules enables, and which assertions it fails; or its fault. */
function configured(configuration: string): unknown {
  const text = `
    let
      lib = import <nixpkgs/lib>;
      machine = lib.evalModules {
        specialArgs = { pkgs = import <nixpkgs> { }; utils = { }; };
        modules = [ ./modules ./test/nix/harness/nixos-options.nix (${configuration}) ];
      };
      services = removeAttrs machine.config.services [ "nginx" "openssh" "postgresql" "prometheus" ];
    in
    builtins.toJSON [
      (lib.filter (name: services.\${name}.enable or false) (lib.attrNames services))
      (map ({ message, ... }: message) (lib.filter ({ assertion, ... }: !assertion) machine.config.assertions))
    ]`
  const value = evaluator.evaluateText(text, 'default.nix')
  if (!value.ok) return value.fault.message
  return typeof value.value === 'string' ? (JSON.parse(value.value) as unknown) : value.value
}

describe('the deployments, by the keeper’s evaluator', () => {
  it.each([
    ['single-service', ['microcosm-constellation']],
    ['several-services', ['blacksky-pds', 'indigo-relay']],
    [
      'full-stack',
      [
        'atproto-backup',
        'atproto-health',
        'atproto-logging',
        'atproto-monitoring',
        'atproto-proxy',
        'blacksky-pds',
        'indigo-bluepages',
        'indigo-palomar',
        'indigo-relay',
        'jetstream',
        'tangled-knot',
        'tangled-spindle',
      ],
    ],
  ])('%s enables what it says and fails no assertion', (name, services) => {
    expect(configured(`./docs/deployments/${name}.nix`)).toEqual([services, []])
  })

  it('refuses an option that there is not, and a value of another type', () => {
    expect(configured('{ services.tangled-knot.nothing = 1; }')).toMatch(/nothing.*does not exist/)
    expect(configured('{ services.tangled-knot.enable = "yes"; }')).toMatch(/not of type/)
  })
})

describe('the configurations in the architecture document', () => {
  const document = snapshot.readText('docs/MODULES_ARCHITECTURE.md') ?? ''
  const section = /## Deployment Patterns[\s\S]*?\n## /.exec(document)?.[0] ?? ''
  const snippets = [...section.matchAll(/```nix\n([\s\S]*?)```/g)].map(([, text = '']) => text)

  it('are there', () => {
    expect(snippets.length).toBeGreaterThan(1)
  })

  it.each(snippets)('evaluates beside the modules: %s', (snippet) => {
    const enabled = [...snippet.matchAll(/^services\.([\w-]+)(?:\.enable)? = /gm)].map(
      ([, name = '']) => name,
    )
    expect(configured(`{ ${snippet} }`)).toEqual([enabled.sort(), []])
  })
})
