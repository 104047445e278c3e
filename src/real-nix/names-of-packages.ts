/** More than any module reads; a file of names only is no reason to keep Nix busy. */
const most = 20_000

/** Sets of packages lie in each other no deeper. */
const deepest = 6

/**
 * What files read from `pkgs`, for a stand-in to have it. Words of comments and strings count, too: a name too many does
 * no harm.
 * @returns paths of names: `pkgs.python3Packages.requests` is `['python3Packages', 'requests']`
 */
export function namesOfPackages(texts: Iterable<string>): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  for (const text of texts)
    for (const path of [...reads(text), ...inherited(text), ...lists(text)]) {
      if (found.size >= most) return [...found.values()]
      found.set(path.slice(0, deepest).join('.'), path.slice(0, deepest))
    }
  return [...found.values()]
}

const word = `[A-Za-z_][\\w'-]*`

function reads(text: string): readonly (readonly string[])[] {
  const chains = text.matchAll(new RegExp(`\\bpkgs((?:\\.${word})+)`, 'g'))
  const named = text.matchAll(new RegExp(`\\bmkPackageOption\\s+pkgs\\s+"(${word})"`, 'g'))
  return [...chains, ...named].map(([, chain = '']) => chain.replace(/^\./, '').split('.'))
}

/** `inherit (pkgs) curl jq;` */
function inherited(text: string): readonly (readonly string[])[] {
  return wordsOf(text.matchAll(/\binherit\s*\(\s*pkgs\s*\)([^;]{0,2000});/g))
}

/** `with pkgs; [ curl jq ]` */
function lists(text: string): readonly (readonly string[])[] {
  return wordsOf(text.matchAll(/\bwith\s+pkgs\s*;\s*\[([^\]]{0,2000})\]/g))
}

function wordsOf(matches: Iterable<RegExpMatchArray>): readonly (readonly string[])[] {
  const isName = new RegExp(`^${word}(\\.${word})*$`)
  return [...matches].flatMap(([, names = '']) =>
    names
      .split(/\s+/)
      .filter((name) => isName.test(name))
      .map((name) => name.split('.')),
  )
}
