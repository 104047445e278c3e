import { quoteAttrName, quoteString } from '../../nix/quote.ts'
import type { PortDraft } from './draft-options.ts'
import { databaseUser, databaseVariables, type UnitNeeds } from './draft-unit.ts'
import { libraryCall } from './library-call.ts'
import type { UsableExport } from './library/house-library.ts'
import type { Fragment, NixText } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'
import type { ServiceFacts } from './service-facts.ts'
import { unitFragments } from './unit-fragments.ts'
import type { UsedExports } from './used-exports.ts'

/** The configuration in the order of the house's modules: validation, user, directories, service, firewall. */
export function draftFragments(
  used: UsedExports,
  needs: UnitNeeds,
  option: readonly string[],
): readonly Fragment[] {
  const call = (use: UsableExport | null, list: NixText): readonly Fragment[] =>
    use === null ? [] : [{ type: 'call', text: applied(use, needs.name, list) }]
  const own = (...bindings: readonly NixText[]): readonly Fragment[] =>
    bindings.filter((text) => text !== '').map((text) => ({ type: 'bindings', text }))
  const tcp = portNumbers(needs.ports, 'tcp')
  const housed = used.firewall !== null
  return [
    ...call(used.validation, '[ ]'),
    ...own(addressAssertion(option, needs.facts)),
    ...(used.user === null && needs.staticUser ? own(ownUser) : call(used.user, '[ ]')),
    ...(used.directories === null && needs.dataDir
      ? own(ownDirectory(needs))
      : call(used.directories, '[ ]')),
    ...unitFragments(used, needs),
    ...own(localDatabase(needs)),
    ...(tcp.length > 0 ? call(used.firewall, `[ ${tcp.join(' ')} ]`) : []),
    ...own(ownFirewall(housed ? [] : tcp, portNumbers(needs.ports, 'udp'))),
  ]
}

function applied(use: UsableExport, name: ModuleName, list: NixText): NixText {
  const words = use.shape.map((kind) =>
    kind === 'cfg' ? 'cfg' : kind === 'name' ? quoteString(name.name) : list,
  )
  return [libraryCall(use.name), ...words].join(' ')
}

function portNumbers(ports: readonly PortDraft[], protocol: 'tcp' | 'udp'): readonly NixText[] {
  return ports
    .filter((port) => port.protocol === protocol)
    .map(({ option, number }) => (option === null ? String(number) : `cfg.${quoteAttrName(option)}`))
}

const ownUser = `users.users.\${cfg.user} = { isSystemUser = true; group = cfg.group; };
users.groups.\${cfg.group} = { };
`

function ownDirectory({ name }: UnitNeeds): NixText {
  const rule = '{ inherit (cfg) user group; mode = "0700"; }'
  return `systemd.tmpfiles.settings.${quoteString(`10-${name.unit}`)}.\${cfg.dataDir}.d = ${rule};\n`
}

/** Opens ports where the administrator asked for it. */
export function ownFirewall(tcp: readonly NixText[], udp: readonly NixText[]): NixText {
  const open = [
    ...(tcp.length > 0 ? [`allowedTCPPorts = [ ${tcp.join(' ')} ];`] : []),
    ...(udp.length > 0 ? [`allowedUDPPorts = [ ${udp.join(' ')} ];`] : []),
  ]
  return open.length === 0 ? '' : `networking.firewall = lib.mkIf cfg.openFirewall { ${open.join(' ')} };\n`
}

/** A database of the service's own on this machine, where the module offers one. */
export function localDatabase(needs: UnitNeeds): NixText {
  if (needs.facts.database !== 'postgresql') return ''
  const user = databaseUser(needs)
  return `services.postgresql = lib.mkIf cfg.database.createLocally {
enable = true;
ensureDatabases = [ ${user} ];
ensureUsers = [ { name = ${user}; ensureDBOwnership = true; } ];
};
`
}

/** Without a local database, somebody must say where the other one is. */
function addressAssertion(option: readonly string[], facts: ServiceFacts): NixText {
  const [variable] = databaseVariables(facts)
  if (facts.database !== 'postgresql' || variable === undefined) return ''
  const path = option.join('.')
  const condition = `cfg.database.createLocally || cfg.environmentFile != null || cfg.settings ? ${quoteAttrName(variable)}`
  const message = `${path}.database.createLocally is off: set ${variable} in ${path}.settings, or in the file of ${path}.environmentFile.`
  return `assertions = [ { assertion = ${condition}; message = ${quoteString(message)}; } ];\n`
}
