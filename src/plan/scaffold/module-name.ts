/** What a package's name becomes in a module. */
export type ModuleName = {
  /** File name without `.nix`, and last part of the option. */
  readonly name: string
  readonly org: string | null
  /** systemd unit, without `.service`. */
  readonly unit: string
  /** User and group: at most 31 characters of what useradd(8) and systemd take. */
  readonly user: string
}

export type NamedModule =
  | { readonly ok: true; readonly name: ModuleName }
  | { readonly ok: false; readonly reason: string; readonly remedy: string }

/** A file name that needs no care anywhere, and a systemd unit name: systemd.unit(5), "Description". */
const plain = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}$/

/**
 * Names the module of a package, or says why a name will not do: it must be a file name, an option, a unit
 * and a user, and must mean nothing special in any of them.
 */
export function nameModule(name: string, org: string | null): NamedModule {
  for (const part of org === null ? [name] : [org, name]) {
    const fault = faultOf(part)
    if (fault !== null) {
      return {
        ok: false,
        reason: `The name \`${shown(part)}\` ${fault}, so it cannot name a file, an option and a unit.`,
        remedy: 'Rename the package, or write its module by hand.',
      }
    }
  }
  const unit = org === null || org === name ? name : `${org}-${name}`
  return { ok: true, name: { name, org, unit, user: userName(unit) } }
}

function faultOf(part: string): string | null {
  if (part === '') return 'is empty'
  if (part.startsWith('-')) return 'begins with a dash'
  if (part.startsWith('.')) return 'begins with a dot'
  if (part.includes('..')) return 'holds `..`'
  if (part === 'default') return 'is that of every folder’s own file'
  if (part.length > 100) return 'is longer than 100 characters'
  return plain.test(part) ? null : 'holds characters other than letters, digits and `. _ + -`'
}

function shown(part: string): string {
  return part.replace(/[`\p{Cc}\p{Cf}]/gu, '?').slice(0, 60)
}

function userName(unit: string): string {
  const name = unit
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/^[^a-z_]/, '_')
    .slice(0, 31)
  return name.replace(/-+$/, '')
}
