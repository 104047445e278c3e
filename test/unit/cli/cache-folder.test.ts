import { expect, it } from '@jest/globals'
import { cacheFolder } from '../../../src/cli/cache-folder.ts'

it.each([
  [{ XDG_CACHE_HOME: '/caches', HOME: '/home/ada' }, '/caches/nur-keeper'],
  [{ XDG_CACHE_HOME: '', HOME: '/home/ada' }, '/home/ada/.cache/nur-keeper'],
  [{ XDG_CACHE_HOME: 'caches', HOME: '/home/ada' }, '/home/ada/.cache/nur-keeper'],
  [{ HOME: 'ada' }, null],
  [{}, null],
])('is for %j the folder %s', (environment, folder) => {
  expect(cacheFolder(environment)).toBe(folder)
})
