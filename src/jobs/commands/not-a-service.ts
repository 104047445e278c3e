import { addWaiver } from '../../config/add-waiver.ts'
import { parseConfig } from '../../config/parse-config.ts'
import { configPath } from '../../config/default-config.ts'
import { didYouMean } from '../../plan/message/command-messages.ts'
import { planWaiver } from '../../plan/message/plan-waiver.ts'
import { readSettings, type Settings } from '../read-settings.ts'
import { about, done, refused, whoMay, type CommandCall, type CommandDefinition } from './command.ts'

export const notAService: CommandDefinition = {
  name: 'not-a-service',
  usage: '/not-a-service <package> <reason>',
  allowed: 'write',
  who: whoMay.write,
  does: 'records by pull request that a package needs no module, and why',
  run: async (call) => {
    const { context, repository, issue, author, words } = call
    const [name, ...rest] = words
    const reason = rest.join(' ')
    if (name === undefined || reason.length < 3) {
      return refused('It takes a package and a reason.', 'Write `/not-a-service <package> <reason>`.')
    }
    const settings = await readSettings(repository, context.store)
    const known = await knownPackages(call, settings)
    if (!known.includes(name)) {
      const near = didYouMean(name, known)
      const remedy = near === null ? 'Write the attribute that users write.' : `Did you mean ${inCode(near)}?`
      return refused(`There is no package ${inCode(name)} here.`, remedy)
    }
    const waiver = { package: name, reason: reason.slice(0, 1000), author }
    const { snapshot } = settings
    const edited = addWaiver(snapshot.readText(configPath), waiver)
    if (!edited.ok)
      return refused(
        `The config cannot be edited: ${edited.message}.`,
        'Mend it on the default branch first.',
      )
    if (!parseConfig(edited.text).ok) {
      return refused('The config on the default branch is not valid.', 'Mend it there first.')
    }
    if (edited.text === snapshot.readText(configPath))
      return done(`That ${inCode(name)} needs no module is recorded already.`)
    const plan = planWaiver({
      waiver,
      issue,
      config: { path: configPath, content: edited.text },
      base: { branch: settings.branch, sha: snapshot.commit },
      templates: context.templates,
    })
    const branch = await repository.branches.ensure(plan, { takeOver: false, upToDate: false })
    if (branch.type === 'foreign') {
      return refused(
        `${inCode(plan.branch)} holds a commit of ${inCode(branch.author)}.`,
        'Merge or delete that branch first.',
      )
    }
    const { pullRequest } = await repository.pullRequests.ensure(plan, { reopen: true })
    return done(
      about(pullRequest.number, `records that ${inCode(name)} needs no module; merge it to put it in force.`),
    )
  },
}

/** Of the default branch, and of the pull request where the comment is on one. */
async function knownPackages(
  { context, repository, pull }: CommandCall,
  { snapshot, config }: Settings,
): Promise<readonly string[]> {
  const known = await context.planner.listPackages({ snapshot, config })
  if (pull?.state !== 'open') return known
  const head = await repository.history.snapshot(pull.headSha)
  return [...new Set([...known, ...(await context.planner.listPackages({ snapshot: head, config }))])]
}

function inCode(text: string): string {
  return `\`${text.replaceAll('`', '')}\``
}
