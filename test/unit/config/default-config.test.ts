import { expect, it } from '@jest/globals'
import { defaultConfig } from '../../../src/config/default-config.ts'
import { configSchema } from '../../../src/config/schema.ts'

it('writes the defaults out as the schema has them', () => {
  expect(defaultConfig).toEqual(configSchema.parse({}))
})
