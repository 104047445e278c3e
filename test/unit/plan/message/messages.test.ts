import { describe, expect, it } from '@jest/globals'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import {
  didYouMean,
  doneMessage,
  failedMessage,
  helpMessage,
  refusedMessage,
  unknownCommandMessage,
} from '../../../../src/plan/message/command-messages.ts'
import { firstReport } from '../../../../src/plan/message/first-report.ts'
import { followUpNote } from '../../../../src/plan/message/follow-up-notes.ts'
import { planWaiver } from '../../../../src/plan/message/plan-waiver.ts'
import { parseHiddenMarker } from '../../../../src/plan/text/hidden-marker.ts'
import { alignedOf, alignmentOf, moduleOf, packageOf, problemOf } from '../sample.ts'

const templates = loadTemplates()
const recheck = {
  name: 'recheck',
  usage: '/recheck',
  who: 'people with write access',
  does: 'reviews the pull request again.',
}
const scaffold = {
  name: 'scaffold',
  usage: '/scaffold [package…] | all',
  who: 'people with write access',
  does: 'opens or rebuilds the follow-up.',
}

describe('command messages', () => {
  it('list the commands', () => {
    expect(helpMessage([recheck, scaffold], templates)).toBe(`| Command | For | What it does |
| --- | --- | --- |
| \`/recheck\` | people with write access | reviews the pull request again. |
| <code>&#47;scaffold &#91;package&#8230;&#93; &#124; all</code> | people with write access | opens or rebuilds the follow-up. |

A command stands first on its line, outside quotes and code, in a new comment. A comment may hold several.
`)
  })

  it('say who may', () => {
    expect(refusedMessage(recheck, 'mallory', templates)).toBe(
      '`/recheck` is for people with write access, and `mallory` is not among them here.\n',
    )
  })

  it('say what may have been meant', () => {
    expect(unknownCommandMessage('rechek', [recheck, scaffold], templates)).toBe(
      'There is no command `/rechek`. Did you mean `/recheck`? `/help` lists them all.\n',
    )
    expect(unknownCommandMessage('`@x`', [recheck], templates)).toBe(
      'There is no command ``/`@x` ``. `/help` lists them all.\n'.replace('``/`@x` ``', '`` /`@x` ``'),
    )
    expect(didYouMean('zzzzz', [])).toBeNull()
  })

  it('say what became of a command', () => {
    const failure = {
      command: 'scaffold',
      reason: 'GitHub refuses the branch.',
      remedy: 'Allow the App to write.',
      id: 'abc-1',
    }
    expect(failedMessage(failure, templates)).toContain(
      '`/scaffold` was not carried out: GitHub refuses the branch. Allow the App to write.',
    )
    const sentences = [
      { text: 'is opened.', pullRequest: 13 },
      { text: 'It adds `x` for @you.', pullRequest: null },
    ]
    expect(doneMessage({ command: 'scaffold', sentences }, templates)).toBe(
      '`/scaffold`: #13 is opened. It adds `x` for @&#8203;you.\n',
    )
  })
})

describe('followUpNote', () => {
  it.each([
    { type: 'left-alone', author: 'alice' },
    { type: 'closed', pullRequest: 12 },
    { type: 'kept', pullRequest: 12 },
    { type: 'ready', pullRequest: 12, baseBranch: 'main' },
    { type: 'not-needed', pullRequest: 12 },
  ] as const)('speaks of $type and marks it', (note) => {
    const text = followUpNote(note, templates)
    expect(text).toMatch(/alice|#12/)
    expect(parseHiddenMarker(text)).toEqual({ kind: 'note', facts: { type: note.type } })
  })
})

describe('planWaiver', () => {
  it('records the decision by pull request', () => {
    const plan = planWaiver({
      waiver: { package: 'a/../b', reason: 'run by hand | @x', author: 'alice' },
      issue: 5,
      config: { path: '.github/nur-keeper.yml', content: 'waivers: []\n' },
      base: { branch: 'main', sha: 'x' },
      templates,
    })
    expect(plan.branch).toMatch(/^nur-keeper\/waiver\/a-b-[0-9a-f]{8}$/)
    expect(plan.body).toContain('Decided by `alice` in #5.')
    expect(plan.body).not.toContain('@x')
  })
})

describe('firstReport', () => {
  it('groups problems and lists what lacks a module', () => {
    const alignment = alignmentOf(
      [alignedOf(packageOf('tally'))],
      { modules: [moduleOf('modules/beacon.nix', 'services.beacon')] },
      [problemOf('missing-module'), ...Array.from({ length: 7 }, () => problemOf('orphan-module'))],
    )
    const { title, body } = firstReport({
      alignment,
      htmlUrl: 'https://github.com/o/r',
      commit: 'a'.repeat(40),
      config: defaultConfig,
      templates,
    })
    expect(title).toBe('What nur-keeper sees in this repository')
    expect(body).toContain(
      '1 package, 1 module, 0 shared libraries, 1 organisation. 0 of 1 service packages have their module (0 %).',
    )
    expect(body).toContain('- [`tally`](')
    expect(body).toContain('`orphan-module`, 7:')
    expect(body).toContain('- and 2 more')
    expect(body).toContain('`scaffold.libraries: add`')
  })
})
