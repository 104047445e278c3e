import type { RealNix } from '../model/real-nix.ts'
import { judgeScaffold, type Judgement, type JudgedScaffold } from './judge-scaffold.ts'
import type { Planner } from './planner.ts'
import type { Config } from '../config/schema.ts'

/** How many judgements are remembered: a review plans twice where it opens a follow-up. */
const remembered = 16

/**
 * A planner whose scaffolds are tried by real Nix, too, before they are offered: what Nix refuses is planned anew without
 * that module, and with the reason. Modules are evaluated on top of the base branch, with files of the keeper's own.
 * @param realNix null where the host does not allow it
 */
export function verifyByNix(planner: Planner, realNix: RealNix | null): Planner {
  const judge = rememberJudgements(realNix)
  return {
    ...planner,
    planPullRequest: async (input) => {
      const plan = await planner.planPullRequest(input)
      if (plan.followUp === null) return plan
      const { files } = plan.followUp
      const { refused, notes } = await judge(input.config, {
        snapshot: input.target,
        files,
        modules: plan.modules,
      })
      if (refused.size === 0 && notes.length === 0) return plan
      return await planner.planPullRequest({ ...input, refused, notes: [...input.notes, ...notes] })
    },
    planScaffold: async (input) => {
      const planned = await planner.planScaffold(input)
      if (planned.branch === null) return planned
      const { files } = planned.branch
      const { refused } = await judge(input.config, {
        snapshot: input.target,
        files,
        modules: planned.modules,
      })
      return refused.size === 0 ? planned : await planner.planScaffold({ ...input, refused })
    },
  }
}

type Judge = (config: Config, scaffold: JudgedScaffold) => Promise<Judgement>

/** The same files on the same commit are judged once. */
function rememberJudgements(realNix: RealNix | null): Judge {
  const known = new Map<string, Promise<Judgement>>()
  return async (config, scaffold) => {
    const { snapshot, files } = scaffold
    const key = JSON.stringify([snapshot.commit, config.scaffold.verify, files])
    const judgement = known.get(key) ?? judgeScaffold(realNix, config, scaffold)
    known.set(key, judgement)
    const [oldest] = known.keys()
    if (known.size > remembered && oldest !== undefined) known.delete(oldest)
    try {
      return await judgement
    } catch (error) {
      known.delete(key)
      throw error
    }
  }
}
