import type { Check } from './check.ts'

export const waiverWithoutReason: Check = {
  code: 'waiver-without-reason',
  severity: 'warning',
  title: 'a waiver in a comment that waives nothing',
  explanation:
    'A waiver counts only with the code of the check that it is about and a reason, since whoever reads it next has to ' +
    'judge whether it still holds. A comment that begins like one and lacks either, or has a code that no check has, ' +
    'waives nothing, though its author believes it does.',
  bad: {
    'default.nix': '{ pkgs }:\n{\n  # nur-keeper: allow missing-module\n  beacon = pkgs.hello;\n}\n',
  },
  good: {
    'default.nix':
      '{ pkgs }:\n{\n  # nur-keeper: allow missing-module — it runs inside of foghorn\n  beacon = pkgs.hello;\n}\n',
  },
  find: ({ inventory, codes }) =>
    inventory.facts.flatMap(({ path, emptyWaivers, waivers }) => [
      ...emptyWaivers.map(({ text, location }) => ({
        location,
        message: `\`${text.replaceAll('`', '').slice(0, 120)}\` waives nothing: it has no code of a check, or no reason.`,
        remedy: 'Write `# nur-keeper: allow CODE — the reason`.',
        subject: `${path}: ${text}`,
      })),
      ...waivers.flatMap((waiver) =>
        waiver.codes
          .filter((code) => !codes.has(code))
          .map((code) => ({
            location: waiver.location,
            message: `The waiver of ${code} waives nothing: no check has that code.`,
            remedy: 'Write the code that stands in brackets behind the finding.',
            subject: `${path}: ${code}`,
          })),
      ),
    ]),
}
