import type { Check } from './check.ts'

export const waiverWithoutReason: Check = {
  code: 'waiver-without-reason',
  severity: 'warning',
  title: 'a waiver in a comment that waives nothing',
  explanation:
    'A waiver counts only with the code of the check that it is about and a reason, since whoever reads it next has to ' +
    'judge whether it still holds. A comment that begins like one and lacks either waives nothing, though its author ' +
    'believes it does.',
  bad: {
    'default.nix': '{ pkgs }:\n{\n  # nur-keeper: allow missing-module\n  beacon = pkgs.hello;\n}\n',
  },
  good: {
    'default.nix':
      '{ pkgs }:\n{\n  # nur-keeper: allow missing-module — it runs inside of foghorn\n  beacon = pkgs.hello;\n}\n',
  },
  find: ({ inventory }) =>
    inventory.facts.flatMap(({ path, emptyWaivers }) =>
      emptyWaivers.map(({ text, location }) => ({
        location,
        message: `\`${text.replaceAll('`', '').slice(0, 120)}\` waives nothing: it has no code of a check, or no reason.`,
        remedy: 'Write `# nur-keeper: allow CODE — the reason`.',
        subject: `${path}: ${text}`,
      })),
    ),
}
