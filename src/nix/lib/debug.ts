import { strict } from '../eval/builtins/strict.ts'
import { equalValues } from '../eval/compare.ts'
import { because, namesOf, slotOf } from '../eval/partial.ts'
import { typeName } from '../eval/type-name.ts'
import {
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { prettyText } from './generators/pretty.ts'
import { contains } from './lists/search.ts'

const layout = { multiline: true, prettyValues: false }

function passing(name: string, arity: number): Native {
  return native(name, arity, (_machine, args) => args[arity - 1] ?? null)
}

/** Whether a value is one of a list; the message of the fault shows both. */
function assertOneOf(
  machine: Machine,
  name: string,
  values: readonly Slot[],
  shown: Slot,
  allowed: readonly Slot[],
): Value {
  for (const value of values) {
    const found = contains(machine, value, allowed)
    if (found === true) continue
    if (found instanceof Unknown) return found
    const text = prettyText(machine, layout, '', shown)
    return machine.fail('throw', `${name} is not allowed to be ${text instanceof Unknown ? 'that' : text}`)
  }
  return true
}

function runTests(machine: Machine, tests: Value): Value {
  if (tests instanceof Unknown) return because(tests)
  if (typeof tests !== 'object' || tests === null || !('attrs' in tests)) {
    return machine.fail('type-error', `runTests expects a set, this is a ${typeName(tests)}`)
  }
  const names = namesOf(tests)
  if (names instanceof Unknown) return names
  if (names.includes('tests')) return new Unknown('a choice of tests')
  const failures: Slot[] = []
  for (const name of names.filter((test) => test.startsWith('test'))) {
    const test = machine.force(slotOf(tests, name))
    const [result, expected] = [machine.select(test, 'expr'), machine.select(test, 'expected')]
    const equal = equalValues(result, expected, machine)
    if (equal instanceof Unknown) return because(equal)
    if (equal) continue
    failures.push(
      attrSet([
        ['name', name],
        ['expected', expected],
        ['result', result],
      ]),
    )
  }
  return failures
}

/** Of `lib.debug`, those that are at the top of `lib`: what is printed on the way does not matter here. */
export const debugFunctions: readonly Native[] = [
  passing('traceIf', 3),
  passing('traceVal', 1),
  passing('traceValFn', 2),
  passing('traceSeq', 2),
  passing('traceSeqN', 3),
  passing('traceValSeq', 1),
  passing('traceValSeqFn', 2),
  passing('traceValSeqN', 2),
  passing('traceValSeqNFn', 3),
  native('traceFnSeqN', 4, (_machine, [, , fn = null, value = null]) => delayCall(fn, value)),
  native('runTests', 1, (machine, [tests = null]) => runTests(machine, machine.force(tests))),
  native('testAllTrue', 1, (_machine, [slot = null]) =>
    attrSet([
      ['expr', slot],
      [
        'expected',
        delay((machine) => {
          const list = machine.force(slot)
          return isList(list) ? list.map(() => true) : new Unknown('what is tested')
        }),
      ],
    ]),
  ),
]

/** Of `lib.asserts`, those that are at the top of `lib`. */
export const assertFunctions: readonly Native[] = [
  strict('assertOneOf', ['string', 'lazy', 'list'], (machine, name, value, allowed) =>
    assertOneOf(machine, name, [value], value, allowed),
  ),
]

/** Those that are not. */
export const innerAssertFunctions: readonly Native[] = [
  strict('assertEachOneOf', ['string', 'list', 'list'], (machine, name, values, allowed) =>
    assertOneOf(machine, name, values, values, allowed),
  ),
  strict('checkAssertWarn', ['list', 'lazy', 'lazy'], (machine, assertions, _warnings, value) => {
    for (const slot of assertions) {
      const assertion = machine.force(slot)
      const holds = machine.select(assertion, 'assertion')
      if (holds !== false) continue
      const message = machine.select(assertion, 'message')
      return machine.fail('throw', `Failed assertions:\n- ${typeof message === 'string' ? message : '…'}`)
    }
    return value
  }),
]
