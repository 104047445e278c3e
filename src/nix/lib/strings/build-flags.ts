import { Native, Unknown, native, type Machine, type Slot } from '../../eval/value.ts'
import { because } from '../../eval/partial.ts'
import { toUpper } from './letter-case.ts'
import { interpolated } from './text.ts'

const cmakeTypes = ['BOOL', 'FILEPATH', 'PATH', 'STRING', 'INTERNAL', 'LIST']

/** What the flags of build systems are made of: nixpkgs asserts that these are what they should be. */
type Kinds = { readonly text: string; readonly flag: boolean }

function expect<K extends keyof Kinds>(machine: Machine, kind: K, slot: Slot): Kinds[K] | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  const wanted = kind === 'text' ? 'string' : 'boolean'
  return typeof value === wanted ? (value as Kinds[K]) : machine.fail('assertion', `a flag needs a ${wanted}`)
}

/** `-Dname=value` and the like, of a name and a text. */
function named(name: string, print: (feature: string, value: string) => string): Native {
  return native(name, 2, (machine, [first = null, second = null]) => {
    const feature = expect(machine, 'text', first)
    if (feature instanceof Unknown) return feature
    const value = expect(machine, 'text', second)
    return value instanceof Unknown ? value : print(feature, value)
  })
}

/** The same of a name and a bool. */
function switched(name: string, print: (feature: string, on: boolean) => string): Native {
  return native(name, 2, (machine, [first = null, second = null]) => {
    const feature = expect(machine, 'text', first)
    if (feature instanceof Unknown) return feature
    const on = expect(machine, 'flag', second)
    return on instanceof Unknown ? on : print(feature, on)
  })
}

/** `--enable-x` or `--disable-x`, perhaps with a value. */
function autoconf(name: string, on: string, off: string, withValue: boolean): Native {
  return native(name, withValue ? 3 : 2, (machine, [first = null, second = null, third = null]) => {
    const flag = expect(machine, 'flag', first)
    if (flag instanceof Unknown) return flag
    const feature = expect(machine, 'text', second)
    if (feature instanceof Unknown) return feature
    const text = `--${flag ? on : off}-${feature}`
    if (!withValue || !flag) return text
    const value = interpolated(machine, third)
    return value instanceof Unknown ? value : `${text}=${value}`
  })
}

/** Flags of cmake, meson and configure scripts. */
export const buildFlagFunctions: readonly Native[] = [
  native('cmakeOptionType', 3, (machine, [type = null, feature = null, value = null]) => {
    const texts: string[] = []
    for (const slot of [type, feature, value]) {
      const text = expect(machine, 'text', slot)
      if (text instanceof Unknown) return text
      texts.push(text)
    }
    const [kind = '', name = '', text = ''] = texts
    return cmakeTypes.includes(toUpper(kind))
      ? `-D${name}:${toUpper(kind)}=${text}`
      : machine.fail('assertion', `cmake has no type '${kind}'`)
  }),
  named('cmakeFeature', (feature, value) => `-D${feature}:STRING=${value}`),
  switched('cmakeBool', (feature, on) => `-D${feature}:BOOL=${on ? 'TRUE' : 'FALSE'}`),
  named('mesonOption', (feature, value) => `-D${feature}=${value}`),
  switched('mesonBool', (feature, on) => `-D${feature}=${String(on)}`),
  switched('mesonEnable', (feature, on) => `-D${feature}=${on ? 'enabled' : 'disabled'}`),
  autoconf('enableFeature', 'enable', 'disable', false),
  autoconf('enableFeatureAs', 'enable', 'disable', true),
  autoconf('withFeature', 'with', 'without', false),
  autoconf('withFeatureAs', 'with', 'without', true),
]
