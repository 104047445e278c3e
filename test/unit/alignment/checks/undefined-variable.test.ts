import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

describe('undefined-variable', () => {
  it.each([
    ['{ writeText }: writeText "a" greting', 'so Nix refuses to load the file'],
    ['{ lib }: with lib; { port = config.port; }', 'evaluation fails where it is used'],
  ])('says what comes of it: %s', (text, consequence) => {
    const { problems } = alignFiles({ 'default.nix': '{ pkgs }: { }', 'lib/a.nix': text })
    expect(problems.filter(({ code }) => code === 'undefined-variable')).toMatchObject([
      { path: 'lib/a.nix', message: expect.stringContaining(consequence) },
    ])
  })
})
