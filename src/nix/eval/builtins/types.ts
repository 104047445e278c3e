import { coerceInterpolated, coerceToString } from '../coerce.ts'
import { typeName } from '../type-name.ts'
import { AttrSet, Lambda, Native, PathValue, Unknown, attrSet, isList, native, type Value } from '../value.ts'
import { strict } from './strict.ts'

function is(name: string, check: (value: Value) => boolean): Native {
  return strict(name, ['value'], (_machine, value) => check(known(value)))
}

/** Text of which only the end is known is text. */
function known(value: Value): Value {
  return value instanceof Unknown ? '' : value
}

/** Types and conversions. */
export const typeBuiltins: readonly Native[] = [
  is('isAttrs', (value) => value instanceof AttrSet),
  is('isBool', (value) => typeof value === 'boolean'),
  is('isFloat', (value) => typeof value === 'number'),
  is('isFunction', (value) => value instanceof Lambda || value instanceof Native),
  is('isInt', (value) => typeof value === 'bigint'),
  is('isList', isList),
  is('isNull', (value) => value === null),
  is('isPath', (value) => value instanceof PathValue),
  is('isString', (value) => typeof value === 'string'),
  strict('typeOf', ['value'], (_machine, value) => typeName(known(value))),
  strict('toString', ['value'], (machine, value) => coerceToString(value, machine, null)),
  // Strings here never carry a context: what would have one is unknown.
  strict('hasContext', ['string'], () => false),
  strict('getContext', ['string'], () => attrSet([])),
  strict('unsafeDiscardStringContext', ['value'], (machine, value) =>
    coerceInterpolated(value, machine, null),
  ),
  strict('unsafeDiscardOutputDependency', ['any'], (machine, value) =>
    coerceInterpolated(value, machine, null),
  ),
  native('appendContext', 2, () => new Unknown('a string with an added context')),
]
