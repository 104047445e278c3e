import type { Kind } from '../../model/inventory.ts'

/** Words that hint at a kind, with their weight. A word that alone says what a package is weighs as much as is needed. */
export type WordSign = { readonly kind: Kind; readonly weight: number; readonly words: readonly string[] }

/** Words of a description. Phrases come before the words they contain: what a phrase explains is not read again. */
export const descriptionSigns: readonly WordSign[] = [
  {
    kind: 'tool',
    weight: 0.6,
    words: [
      'command line tool',
      'command-line tool',
      'command line utility',
      'command-line utility',
      'command line interface',
      'command-line interface',
      'command line client',
      'command-line client',
      'cli tool',
      'cli client',
      'cli for',
      'language server',
      'mcp server',
      'display server',
      'sound server',
    ],
  },
  {
    kind: 'library',
    weight: 0.6,
    words: [
      'client library',
      'library for',
      'libraries',
      'bindings for',
      'bindings',
      'sdk',
      'plugin for',
      'plugin',
    ],
  },
  {
    kind: 'frontend',
    weight: 0.4,
    words: [
      'web client',
      'web frontend',
      'web interface',
      'web ui',
      'frontend',
      'dashboard',
      'static site',
      'browser-based',
    ],
  },
  { kind: 'tool', weight: 0.4, words: ['command line', 'command-line', 'cli', 'tui', 'terminal'] },
  { kind: 'library', weight: 0.4, words: ['library', 'module for', 'crate', 'theme'] },
  {
    kind: 'service',
    weight: 0.35,
    words: [
      'daemon',
      'server',
      'service',
      'microservice',
      'appview',
      'relay',
      'labeler',
      'indexer',
      'subscriber',
      'exporter',
      'reverse proxy',
      'feed generator',
      'backend',
      'api backend',
    ],
  },
  {
    kind: 'tool',
    weight: 0.3,
    words: [
      'tool',
      'utility',
      'generator',
      'converter',
      'client',
      'editor',
      'viewer',
      'manager',
      'game',
      'script',
      'linter',
      'formatter',
    ],
  },
  {
    kind: 'library',
    weight: 0.3,
    words: ['font', 'fonts', 'icons', 'headers', 'framework', 'static files', 'assets'],
  },
]

/** Last words of a package's or a program's name, split at `-`, `_` and `.`. */
export const nameSigns: readonly WordSign[] = [
  {
    kind: 'service',
    weight: 0.4,
    words: [
      'server',
      'daemon',
      'service',
      'relay',
      'exporter',
      'appview',
      'labeler',
      'worker',
      'gateway',
      'proxy',
      'pds',
    ],
  },
  {
    kind: 'tool',
    weight: 0.4,
    words: ['cli', 'tool', 'tools', 'utils', 'tui', 'ctl', 'admin', 'fuzz', 'gen', 'lsp', 'ls'],
  },
  {
    kind: 'library',
    weight: 0.4,
    words: [
      'lib',
      'sdk',
      'lexicon',
      'syntax',
      'bindings',
      'plugin',
      'fonts',
      'font',
      'theme',
      'icons',
      'headers',
    ],
  },
  { kind: 'frontend', weight: 0.4, words: ['frontend', 'web', 'ui', 'webui', 'dashboard', 'dash'] },
]

/** Builders that say what comes out of them; others build anything. */
export const builderSigns: readonly WordSign[] = [
  {
    kind: 'library',
    weight: 0.6,
    words: [
      'buildVimPlugin',
      'buildVimPluginFrom2Nix',
      'buildNeovimPlugin',
      'buildLuarocksPackage',
      'buildHomeAssistantComponent',
      'buildFirefoxXpiAddon',
      'buildLispPackage',
      'trivialBuild',
      'melpaBuild',
      'elpaBuild',
      'buildHaskellPackage',
      'mkTmuxPlugin',
      'buildFishPlugin',
      'fetchurl',
      'fetchzip',
      'fetchFromGitHub',
    ],
  },
  {
    kind: 'library',
    weight: 0.3,
    words: ['buildPythonPackage', 'buildGem', 'buildPerlPackage', 'buildRubyGem'],
  },
  {
    kind: 'tool',
    weight: 0.6,
    words: [
      'writeShellScriptBin',
      'writeShellApplication',
      'writeScriptBin',
      'buildPythonApplication',
      'appimageTools.wrapType2',
      'buildFHSEnv',
    ],
  },
]
