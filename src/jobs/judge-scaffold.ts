import type { Config } from '../config/schema.ts'
import type { NixTrial, NixVerdict, RealNix } from '../model/real-nix.ts'
import type { ScaffoldedModule } from '../plan/scaffold/scaffold-plan.ts'

/** What real Nix makes of a scaffold. */
export type Judgement = {
  /** Packages whose module it refuses, with the reason as a sentence. */
  readonly refused: ReadonlyMap<string, string>
  /** What it says of the others; may hold `code` in backticks. */
  readonly notes: readonly string[]
}

export type JudgedScaffold = Pick<NixTrial, 'snapshot' | 'files'> & {
  readonly modules: readonly ScaffoldedModule[]
}

/**
 * Has the modules of a scaffold tried by real Nix, where the config asks for it and the host allows it.
 * @param realNix null where the host does not allow it
 * @param scaffold `snapshot` is what it goes on top of: never the files of a pull request
 */
export async function judgeScaffold(
  realNix: RealNix | null,
  { scaffold: { verify } }: Config,
  { snapshot, files, modules }: JudgedScaffold,
): Promise<Judgement> {
  if (!verify.nix || modules.length === 0) return { refused: new Map(), notes: [] }
  if (realNix === null) return { refused: new Map(), notes: [notAllowed] }
  const verdicts = await realNix.tryModules({
    snapshot,
    files,
    modules: modules.map(({ path, option }) => ({ path, options: [option.replaceAll('"', '')] })),
    seconds: verify.seconds,
  })
  const judged = modules.map(({ attr, path }) => ({ attr, verdict: verdicts.get(path) }))
  return {
    refused: new Map(
      judged.flatMap(({ attr, verdict }) =>
        verdict?.kind === 'failed'
          ? [[attr, `Real Nix refuses its module: ${plain(verdict.message)}.`] as const]
          : [],
      ),
    ),
    notes: judged.flatMap(({ attr, verdict }) => noteOn(plain(attr), verdict)),
  }
}

const notAllowed =
  "The config asks for verification by real Nix (`scaffold.verify.nix`), which this keeper's host does not allow: the keeper's own evaluator verified alone."

function noteOn(attr: string, verdict: NixVerdict | undefined): readonly string[] {
  switch (verdict?.kind) {
    case undefined:
    case 'failed':
      return []
    case 'ok': {
      const tried = verdict.varied === 0 ? '' : `, and with ${verdict.varied} of its options varied`
      return [`Real Nix evaluates the module for \`${attr}\` off, enabled${tried}.`]
    }
    case 'unknown':
      return [`Real Nix says nothing of the module for \`${attr}\`: ${plain(verdict.reason)}.`]
  }
}

/** Nix quotes with backticks, which are Markdown's. */
function plain(text: string): string {
  return text.replaceAll('`', "'").replace(/\.$/, '')
}
