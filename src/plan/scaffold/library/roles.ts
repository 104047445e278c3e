import type { LibraryExport, Parameter } from '../../../model/inventory.ts'

/** What a library's export does for a module, told by its name as the NURs that share such libraries use them. */
export type Role =
  | 'security'
  | 'restart'
  | 'options'
  | 'validation'
  | 'user'
  | 'directories'
  | 'unit'
  | 'firewall'
  | 'integrations'

/** What an argument stands for, told by the parameter's name. */
export type ArgumentKind = 'cfg' | 'name' | 'list' | 'set' | 'named'

const roleNames: readonly (readonly [role: Role, name: RegExp])[] = [
  ['security', /^(standard|default|common|base)?(Security|Hardening)(Config|Defaults)?$|^hardening$/],
  ['restart', /^(standard|default|common)?Restart(Config|Policy)$/],
  ['options', /^mk\w*ServiceOptions$/],
  ['validation', /^mk(Config)?Validation$/],
  ['user', /^mkUser(Config)?$/],
  ['directories', /^mkDirector(y|ies)(Config)?$/],
  ['unit', /^mkSystemd(Service|Unit)$/],
  ['firewall', /^mkFirewall(Config)?$/],
  ['integrations', /^mkIntegrations$/],
]

/** The call shapes that a role is understood in. */
const shapes: Readonly<Record<Role, readonly (readonly ArgumentKind[])[]>> = {
  security: [[]],
  restart: [[]],
  options: [['name', 'set'], ['set'], ['name'], ['named']],
  validation: [
    ['cfg', 'name', 'list'],
    ['cfg', 'list'],
  ],
  user: [['cfg'], ['cfg', 'name']],
  directories: [['cfg', 'list'], ['cfg']],
  unit: [['cfg', 'name', 'set'], ['cfg', 'set'], ['name', 'set'], ['named'], ['cfg', 'named']],
  firewall: [['cfg', 'list']],
  integrations: [['cfg', 'named']],
}

export function roleOf(name: string): Role | null {
  return roleNames.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}

/** The shape an export is called in; null where the keeper does not know how to call it. */
export function callShape(role: Role, { parameters }: LibraryExport): readonly ArgumentKind[] | null {
  const kinds = parameters.map((parameter) => kindOf(parameter, role))
  const known = shapes[role].some(
    (shape) => shape.length === kinds.length && shape.every((kind, index) => kind === kinds[index]),
  )
  return known ? kinds.flatMap((kind) => kind ?? []) : null
}

function kindOf(parameter: Parameter, role: Role): ArgumentKind | null {
  if (parameter.type === 'set') return 'named'
  const { name } = parameter
  if (/^(cfg|config|serviceCfg|moduleConfig)$/.test(name)) return 'cfg'
  if (/name$/i.test(name) || /^(service|display|unit)$/.test(name)) return 'name'
  if (/assertion|rules?$|check|dirs?$|director|paths?$|ports?$/i.test(name)) return 'list'
  if (role === 'validation' && /^extra/.test(name)) return 'list'
  if (/options?$|config$|args$|attrs$|settings$|extra|definition/i.test(name)) return 'set'
  return null
}
