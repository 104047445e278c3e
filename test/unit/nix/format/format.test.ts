import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { formatNix } from '../../../../src/nix/format.ts'
import { source } from '../arbitrary-source.ts'
import { canonicalText } from '../canonical-text.ts'

const parser = await loadNixParser()

function formatted(text: string): string {
  const result = formatNix(parser, text)
  if (!result.ok) throw new Error(`${result.reason}: ${text}`)
  return result.text
}

/** Snippets in the standard style: formatting leaves them as they are. */
const standard = [
  [
    'a module',
    `
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.example;
  settingsFormat = pkgs.formats.toml { };
in
{
  imports = [ ./common.nix ];

  options.services.example = {
    enable = lib.mkEnableOption "Example";

    package = lib.mkPackageOption pkgs "example" { };

    settings = lib.mkOption {
      type = lib.types.submodule {
        freeformType = settingsFormat.type;
      };
      default = { };
      description = ''
        Written to the configuration file.

          Indented text stays so.
      '';
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      {
        systemd.services.example = {
          wantedBy = [ "multi-user.target" ];
          after = [ "network-online.target" ];
          serviceConfig = hardening // {
            ExecStart = "\${lib.getExe cfg.package} --config \${configFile}";
          };
        };
      }
      (lib.mkIf cfg.openFirewall {
        networking.firewall.allowedTCPPorts = [ cfg.port ];
      })
    ]
  );
}
`,
  ],
  [
    'short and long patterns',
    `
{ lib, ... }:
{
  one = { a, b }: a + b;
  two =
    {
      a,
      b ? 1,
      ... # more
    }@args:
    args;
  three = args@{ a }: args;
}
`,
  ],
  [
    'functions of names',
    `
{
  short = a: b: a;
  long =
    a: b: c:
    a + b + c;
  set = a: b: {
    inherit a b;
    c = 1;
  };
}
`,
  ],
  [
    'let, with, assert, if',
    `
let
  inherit (lib) mkIf mkOption;
  inherit (lib.types)
    attrsOf
    enum
    listOf
    str
    ;
  # why
  x = with pkgs; [
    git
    vim
  ];
in
assert x != [ ];
with lib;
if x == 1 then
  "one"
else if x == 2 then
  "two"
# otherwise
else
  "many"
`,
  ],
  [
    'applications',
    `
{
  a = f x y;
  b = f x {
    y = 1;
  };
  c = f (x: {
    y = 1;
  });
  d = f [
    1
    2
  ] x;
  e = lib.mapAttrs (name: value: "\${name}=\${toString value}") (
    lib.filterAttrs (name: value: value != null && value != "" && name != "ignored") settings
  );
  f =
    someFunction
      {
        a = 1;
        b = 2;
      }
      {
        c = 3;
        d = 4;
      };
  g = replaceStrings [ "a" "b" ] [ "c" "d" ] text;
}
`,
  ],
  [
    'operators',
    `
{
  a = b // {
    c = 1;
  };
  d = [
    1
    2
  ]
  ++ lib.optionals x [
    3
    4
  ]
  ++ y;
  e =
    aVeryLongCondition.thatReachesFar.andFurther
    && anotherVeryLongCondition.thatReachesFar
    && !oneMore.thatIsNegated;
  g = x ? y.z && a.b or c == -1;
}
`,
  ],
  [
    'comments',
    `
# about the file
{
  # before
  a = 1; # behind

  /*
    Several
      lines
  */
  b = [
    # first
    1
    2 # second
    # last
  ];
  /**
    For readers of the documentation.
  */
  c = 3;
  # end
}
`,
  ],
  [
    'strings',
    `
{
  a = "\${x} and \${if y then "z" else "w"}";
  b = ''
    one \${two}
      three

    ''\${four} '''five'''
  '';
  c = ''"'';
  \${d}."e f" = ./. + "/g";
}
`,
  ],
] as const

describe('the standard style', () => {
  it.each(standard)('keeps %s', (_name, snippet) => {
    const text = snippet.slice(1)
    expect(formatted(text)).toBe(text)
  })

  it.each([
    ['{}', '{ }\n'],
    ['[]', '[ ]\n'],
    ['[1]', '[ 1 ]\n'],
    ['[1 2]', '[\n  1\n  2\n]\n'],
    ['{a=1;}', '{ a = 1; }\n'],
    ['{a={b=1;};}', '{\n  a = {\n    b = 1;\n  };\n}\n'],
    ['{a.b=[1];inherit c;}', '{\n  a.b = [ 1 ];\n  inherit c;\n}\n'],
    ['{lib,stdenv\n, fetchurl # what\n}: stdenv', '{\n  lib,\n  stdenv,\n  fetchurl, # what\n}:\nstdenv\n'],
    ['let a=1;in a', 'let\n  a = 1;\nin\na\n'],
    ["''one line''", '"one line"\n'],
    ["''a ''${b} '''c'''''", "\"a \\${b} ''c''\"\n"],
    ['/* one */ 1', '# one\n1\n'],
    ['- ./a', '- ./a\n'],
    ['if a then b else c', 'if a then b else c\n'],
    ['{ a = 1;\n\n\n\n  b = 2; }', '{\n  a = 1;\n\n  b = 2;\n}\n'],
    ['{ inherit (a) b\n c; }', '{\n  inherit (a)\n    b\n    c\n    ;\n}\n'],
    ['/* bash */ "a"', '/* bash */ "a"\n'],
    ['{ a = [ # first\n 1 ]; }', '{\n  a = [\n    # first\n    1\n  ];\n}\n'],
    ['{\r\n  a = 1;\r\n}\r\n', '{\n  a = 1;\n}\n'],
  ])('of %j', (text, expected) => {
    expect(formatted(text)).toBe(expected)
  })

  it('breaks lines at the width, which indentation does not count to', () => {
    const wide = `{\n  a = f ${'x'.repeat(60)} ${'y'.repeat(30)} z;\n}\n`
    expect(formatted(wide)).toBe(wide)
    expect(formatted(wide.replace('z;', 'zz;'))).toBe(
      `{\n  a =\n    f ${'x'.repeat(60)} ${'y'.repeat(30)} zz;\n}\n`,
    )
  })
})

describe('formatting', () => {
  it('keeps the meaning and every comment, and changes nothing the second time', () => {
    const property = fc.property(source, (text) => {
      const once = formatted(text)
      expect(formatted(once)).toBe(once)
      const [before, after] = [parser.parse(text), parser.parse(once)]
      expect(after.errors).toEqual([])
      expect(canonicalText(after.expr, '/r')).toBe(canonicalText(before.expr, '/r'))
      expect(said(after.comments)).toBe(said(before.comments))
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it.each([
    ['{ a = 1 }', "it does not parse: syntax error, unexpected '}'"],
    ['('.repeat(5000) + '1' + ')'.repeat(5000), 'it is nested too deep'],
    [`1${' + 1'.repeat(5000)}`, 'it is nested too deep'],
  ])('refuses %.40j', (text, reason) => {
    expect(formatNix(parser, text)).toEqual({ ok: false, reason })
  })
})

/** How many notes there are: two comments at the end of a line become one. */
function said(comments: readonly { readonly text: string }[]): number {
  return comments.reduce((count, { text }) => count + text.split('note').length - 1, 0)
}
