export type DocExample = {
  /** Where names come from that the example uses bare. */
  readonly scope: string
  readonly example: string
  readonly value: string
}

/**
 * The examples in the doc comments of library files that say what they give: an expression, then `=> value`.
 * @param texts the files by path; an example whose value is cut short by `…` is left out
 */
export function docExamples(texts: Readonly<Record<string, string>>): readonly DocExample[] {
  return Object.entries(texts).flatMap(([path, text]) =>
    [...text.matchAll(/```nix\n([\s\S]*?)```/g)].flatMap(([, block = '']) => {
      const [example = '', value] = block.split(/\n\s*=> /)
      return value === undefined || value.includes('…') ? [] : [{ scope: scopeOf(path), example, value }]
    }),
  )
}

function scopeOf(path: string): string {
  if (path.endsWith('identity.nix')) return 'import ./lib/service-common/identity.nix { inherit lib; }'
  if (path.endsWith('microcosm.nix')) return 'microcosmLib'
  return path.includes('nixos-integration') ? 'integration' : 'serviceLib'
}
