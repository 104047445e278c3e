import type { Evidence, Kind, Package } from '../../model/inventory.ts'

/** What `passthru.atproto.type` stands for. An application may be a service, a tool or a frontend: it says nothing. */
const declaredTypes: ReadonlyMap<string, Kind> = new Map([
  ['service', 'service'],
  ['services', 'service'],
  ['server', 'service'],
  ['daemon', 'service'],
  ['appview', 'service'],
  ['library', 'library'],
  ['lexicon', 'library'],
  ['bindings', 'library'],
  ['tool', 'tool'],
  ['tools', 'tool'],
  ['cli', 'tool'],
  ['tooling', 'tool'],
  ['utility', 'tool'],
  ['frontend', 'frontend'],
  ['web', 'frontend'],
  ['static', 'frontend'],
])

/** Names of services that are pages in a browser. */
const frontendServices = new Set(['frontend', 'web', 'ui', 'web-client', 'client', 'dashboard'])

/** Signs out of what the package itself declares: each suffices alone. */
export function declaredSigns(pkg: Package): readonly Evidence[] {
  const signs: Evidence[] = []
  if (pkg.modularServices.length > 0)
    signs.push(sign('service', `passthru.services declares ${pkg.modularServices.join(', ')}`))
  const declared = pkg.serviceInterface
  if (declared === null) return signs
  const kind = declared.type === null ? undefined : declaredTypes.get(declared.type)
  if (kind !== undefined) signs.push(sign(kind, `passthru.atproto.type is "${declared.type ?? ''}"`))
  const services = declared.services
  if (services.length === 0 || kind === 'library' || kind === 'tool' || kind === 'frontend') return signs
  const pages = services.every((name) => frontendServices.has(name.toLowerCase()))
  const text = `passthru.atproto.services is [ ${services.map((name) => `"${name}"`).join(' ')} ]`
  signs.push(sign(pages ? 'frontend' : 'service', text))
  return signs
}

function sign(kind: Kind, text: string): Evidence {
  return { kind, weight: 1, text }
}
