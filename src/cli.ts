import { Command, CommanderError, Option } from 'commander'
import packageFile from '../package.json' with { type: 'json' }
import type { CheckOptions } from './cli/check.ts'
import type { DocsOptions } from './cli/docs.ts'
import type { EvalOptions } from './cli/eval.ts'
import type { PlanOptions } from './cli/plan.ts'
import type { ScaffoldOptions } from './cli/scaffold.ts'
import type { ModulesGenerateOptions } from './cli/modules-generate.ts'
import type { ModulesVerifyOptions } from './cli/modules-verify.ts'
import { GitError } from './checkout/git.ts'
import { UsageError } from './cli/usage-error.ts'

/** Exit codes: 0 clean, 1 problems found, 2 wrong use or failure. */
const failure = 2

const program = new Command('nur-keeper')
  .description('Keeps a Nix User Repository whole.')
  .version(packageFile.version)
  .showHelpAfterError('(nur-keeper --help lists the commands)')
  .exitOverride()

program
  .command('check')
  .description('find the faults of a repository, or those that a change introduces')
  .argument('[dir]', 'the checkout', '.')
  .option('--base <rev>', 'only what is introduced since this revision counts')
  .addOption(new Option('--format <format>').choices(['text', 'json', 'sarif', 'github']).default('text'))
  .option('--json', 'the same as --format json')
  .option('--rule <code...>', 'only these rules')
  .option('--no-cache', 'check anew, even where nothing changed since the last time')
  .action(async (dir: string, options: CheckOptions) => {
    const { runCheck } = await import('./cli/check.ts')
    await finish(runCheck(dir, options))
  })

program
  .command('plan')
  .description('print what the App would do for a change')
  .argument('[dir]', 'the checkout', '.')
  .requiredOption('--base <rev>', 'where the change starts')
  .option('--head <rev>', 'where it ends (default: the folder as it is)')
  .option('--json', 'the plan as data')
  .action(async (dir: string, options: PlanOptions) => {
    const { runPlan } = await import('./cli/plan.ts')
    await finish(runPlan(dir, options))
  })

program
  .command('scaffold')
  .description('the modules that packages lack, as a diff')
  .argument('[dir]', 'the checkout; the first word is taken for a package where no such folder is')
  .argument('[package...]', 'attributes of packages (default: all that lack a module)')
  .option('--write', 'write the files instead of printing the diff')
  .option('--json', 'the files as data')
  .action(async (dir: string | undefined, packages: string[], options: ScaffoldOptions) => {
    const { runScaffold } = await import('./cli/scaffold.ts')
    await finish(runScaffold(dir, packages, options))
  })

program
  .command('docs')
  .description('the architecture and alignment documents, as a diff')
  .argument('[dir]', 'the checkout', '.')
  .addOption(new Option('--write', 'write the documents').conflicts('check'))
  .addOption(new Option('--check', 'exit 1 where a document is not up to date'))
  .option('--json', 'the files as data')
  .action(async (dir: string, options: DocsOptions) => {
    const { runDocs } = await import('./cli/docs.ts')
    await finish(runDocs(dir, options))
  })

const modules = program.command('modules').description('the NixOS modules of a repository')

modules
  .command('verify')
  .description('evaluate every module, lint its units, measure their exposure')
  .argument('[dir]', 'the checkout', '.')
  .option('--systemd', 'ask systemd-analyze of this machine about the units, too')
  .option(
    '--nix',
    "ask this machine's Nix and nixpkgs' module system, too: restricted, each module for a limited time",
  )
  .addOption(
    new Option(
      '--nixpkgs-lib <path>',
      "for --nix: nixpkgs' lib (default: NIXPKGS_LIB, then <nixpkgs> of NIX_PATH)",
    ).implies({ nix: true }),
  )
  .option('--json', 'one JSON object on standard output')
  .action(async (dir: string, options: ModulesVerifyOptions) => {
    const { runModulesVerify } = await import('./cli/modules-verify.ts')
    await finish(runModulesVerify(dir, options))
  })

modules
  .command('generate')
  .description("the modules that are generated from their packages' service interfaces, as a diff")
  .argument('[dir]', 'the checkout', '.')
  .addOption(new Option('--write', 'write the modules').conflicts('check'))
  .addOption(new Option('--check', 'exit 1 where a module is not up to date'))
  .option('--json', 'the files as data')
  .action(async (dir: string, options: ModulesGenerateOptions) => {
    const { runModulesGenerate } = await import('./cli/modules-generate.ts')
    await finish(runModulesGenerate(dir, options))
  })

program
  .command('eval')
  .description('what the evaluator makes of a file or an expression')
  .argument('[file]', 'a Nix file')
  .option('-e, --expr <expression>', 'an expression instead of a file')
  .option('--attr <path>', 'an attribute of the result, such as a.b.c')
  .option('--json', 'one JSON object on standard output')
  .action(async (file: string | undefined, options: EvalOptions) => {
    const { runEval } = await import('./cli/eval.ts')
    await finish(runEval(file, options))
  })

program
  .command('explain')
  .description('what a problem means, with a good and a bad example')
  .argument('[code]', 'the code of a problem (default: list them)')
  .action(async (code: string | undefined) => {
    const { runExplain } = await import('./cli/explain.ts')
    await finish(Promise.resolve(runExplain(code)))
  })

program
  .command('serve')
  .description('run the App')
  .action(async () => {
    const { serve } = await import('./index.ts')
    await finish(serve(process.env))
  })

program
  .command('demo')
  .description('the whole job, end to end, on a local GitHub')
  .option('--once', 'end by itself: 0 where every step happened')
  .option('--nur <dir>', 'a NUR of yours instead of the small one that comes along')
  .action(async (options: { once?: boolean; nur?: string }) => {
    const { runDemo } = await import('../demo/run-demo.ts')
    await finish(
      runDemo({
        once: options.once === true,
        nur: options.nur ?? null,
        color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
        out: process.stdout,
      }),
    )
  })

/** Commands are loaded when they are asked for: `check` does not wait for the server's libraries. */
async function finish(result: Promise<number>): Promise<void> {
  process.exitCode = await result
}

// A reader that goes away early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : failure
  else if (error instanceof UsageError || error instanceof GitError) {
    process.stderr.write(`nur-keeper: ${error.message}\n`)
    process.exitCode = failure
  } else {
    process.stderr.write(
      `nur-keeper: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = failure
  }
}
