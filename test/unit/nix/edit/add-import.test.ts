import { describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../../grammar/load.ts'
import { addImport } from '../../../../src/nix/edit/add-import.ts'
import { applyEdits } from '../../../../src/nix/edit/text-edit.ts'

const parser = await loadNixParser()

function imported(text: string, path: string): string {
  const result = addImport(parser, text, path)
  if (!result.ok) throw new Error(result.reason)
  return applyEdits(text, result.edits)
}

function refusal(text: string, path = './b.nix'): string {
  const result = addImport(parser, text, path)
  return result.ok ? 'not refused' : result.reason
}

describe('an import', () => {
  it.each([
    [
      'goes to the end of a list',
      '{\n  imports = [\n    ./z.nix\n    ./a.nix\n  ];\n}\n',
      '{\n  imports = [\n    ./z.nix\n    ./a.nix\n    ./b.nix\n  ];\n}\n',
    ],
    [
      'goes to its place in a sorted list',
      '{\n  imports = [\n    ./a.nix # first\n    # the third\n    ./c.nix\n  ];\n}\n',
      '{\n  imports = [\n    ./a.nix # first\n    ./b.nix\n    # the third\n    ./c.nix\n  ];\n}\n',
    ],
    [
      'goes before the first of a sorted list',
      '{\n  imports = [\n    ./c.nix\n    ./d.nix\n  ];\n}',
      '{\n  imports = [\n    ./b.nix\n    ./c.nix\n    ./d.nix\n  ];\n}',
    ],
    [
      'takes no comment from another',
      '{\n  imports = [\n    # the first\n    ./c.nix\n    ./d.nix\n  ];\n}',
      '{\n  imports = [\n    # the first\n    ./c.nix\n    ./b.nix\n    ./d.nix\n  ];\n}',
    ],
    [
      'goes into a list on one line',
      '{ ... }: { imports = [ ./a.nix ]; }',
      '{ ... }: { imports = [ ./a.nix ./b.nix ]; }',
    ],
    ['goes into a tight list', '{ imports = [./a.nix]; }', '{ imports = [./a.nix ./b.nix]; }'],
    ['goes into an empty list', '{\n  imports = [ ];\n}\n', '{\n  imports = [ ./b.nix ];\n}\n'],
    ['goes into an empty tight list', '{ imports = []; }', '{ imports = [ ./b.nix ]; }'],
    [
      'goes into an empty list with a comment',
      '{\n  imports = [\n    # none yet\n  ];\n}\n',
      '{\n  imports = [\n    # none yet\n    ./b.nix\n  ];\n}\n',
    ],
    [
      'goes into an empty list with a comment on its line',
      '{ imports = [ /* none */ ]; }',
      '{ imports = [ /* none */ ./b.nix ]; }',
    ],
    [
      'keeps CRLF',
      '{\r\n  imports = [\r\n    ./a.nix\r\n  ];\r\n}\r\n',
      '{\r\n  imports = [\r\n    ./a.nix\r\n    ./b.nix\r\n  ];\r\n}\r\n',
    ],
    [
      'keeps tabs',
      '{\n\timports = [\n\t\t./a.nix\n\t];\n}\n',
      '{\n\timports = [\n\t\t./a.nix\n\t\t./b.nix\n\t];\n}\n',
    ],
    [
      'keeps a hanging list',
      '{\n  imports =\n    [ ./a.nix\n      ./c.nix\n    ];\n}\n',
      '{\n  imports =\n    [ ./a.nix\n      ./b.nix\n      ./c.nix\n    ];\n}\n',
    ],
    [
      'goes into the written part of a sum',
      '{ lib, ... }:\n{\n  imports = [\n    ./a.nix\n  ] ++ lib.optional true ./x.nix;\n}\n',
      '{ lib, ... }:\n{\n  imports = [\n    ./a.nix\n    ./b.nix\n  ] ++ lib.optional true ./x.nix;\n}\n',
    ],
    [
      'stays out of the parentheses of another',
      '{ imports = [ (import ./a.nix { }) ]; }',
      '{ imports = [ (import ./a.nix { }) ./b.nix ]; }',
    ],
    [
      'goes below let and with',
      '{ lib, ... }:\nlet\n  x = [ 1 ];\nin\nwith lib;\n{\n  imports = [ ./a.nix ];\n}\n',
      '{ lib, ... }:\nlet\n  x = [ 1 ];\nin\nwith lib;\n{\n  imports = [ ./a.nix ./b.nix ];\n}\n',
    ],
    [
      'makes the list where there is none',
      '{ lib, ... }:\n{\n  # what it offers\n  options = { };\n}\n',
      '{ lib, ... }:\n{\n  imports = [ ./b.nix ];\n\n  # what it offers\n  options = { };\n}\n',
    ],
    ['makes the list in an empty set', '{ ... }: { }\n', '{ ... }: {\n  imports = [ ./b.nix ];\n}\n'],
    [
      'makes the list in a set on one line',
      '{ config.x = 1; }\n',
      '{\n  imports = [ ./b.nix ];\n  config.x = 1;\n}\n',
    ],
    [
      'makes the list after a comment on the line of the brace',
      '{ # module\n  a = 1;\n}\n',
      '{ # module\n  imports = [ ./b.nix ];\n\n  a = 1;\n}\n',
    ],
    [
      'breaks a line that would become too long',
      `{ imports = [ ./${'a'.repeat(90)}.nix ]; }`,
      `{ imports = [\n  ./${'a'.repeat(90)}.nix\n  ./b.nix\n]; }`,
    ],
  ])('%s', (_what, before, after) => {
    expect(imported(before, './b.nix')).toBe(after)
    expect(imported(after, './b.nix')).toBe(after)
  })

  it('is there already when its folder is imported', () => {
    const text = '{ imports = [ ./org/default.nix ]; }'
    expect(imported(text, './org')).toBe(text)
  })

  it('is there already when another part of the sum has it', () => {
    const text = '{ imports = [ ./a.nix ] ++ [ ./b.nix ]; }'
    expect(imported(text, './b.nix')).toBe(text)
  })

  it('of a name that a path cannot hold is one element', () => {
    expect(imported('{ imports = [ ./a.nix ]; }', '(./. + "/b b.nix")')).toBe(
      '{ imports = [ ./a.nix (./. + "/b b.nix") ]; }',
    )
  })
})

describe('an import is refused', () => {
  it.each([
    ['{ imports = map f [ ]; }', 'imports is computed, not a list'],
    ['{ imports.a = 1; imports.b = 2; }', 'its layout is not understood well enough to change it'],
    ['x: { inherit (x) imports; }', 'imports is inherited'],
    ['x: mkModule { }', 'its value is computed by a function'],
    ['[ ./a.nix ]', 'its value is a list, not a set'],
    ['{ a = 1 }', "it does not parse: syntax error, unexpected '}'"],
  ])('%s', (text, reason) => {
    expect(refusal(text)).toBe(reason)
  })

  it.each([
    ['./a ./b', 'what is to be added is not one element of a list'],
    ['./b # x', 'what is to be added does not parse: syntax error, unexpected end of file'],
    ['/* x */ ./b', 'what is to be added holds a comment'],
    ['] ++ [', 'what is to be added is not one element of a list'],
  ])('for %j', (path, reason) => {
    expect(refusal('{ imports = [ ]; }', path)).toBe(reason)
  })
})
