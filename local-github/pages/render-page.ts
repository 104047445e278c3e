import { emptyTree } from '../git/bare-repository.ts'
import type { FileDiff } from '../git/diff.ts'
import type { GitHub } from '../github.ts'
import { isPull, type CheckRun, type Comment, type Issue, type PullIssue, type Repository } from '../model.ts'
import { stateOf } from '../shapes/issue.ts'
import { pullFiles } from '../shapes/pull-request.ts'
import { fullName } from '../shapes/repository.ts'
import { html, type Html } from './html.ts'
import { renderMarkdown } from './render-markdown.ts'
import { style } from './style.ts'

/**
 * What people see in a browser: repositories, issues, pull requests, check runs, files.
 * @param path decoded, such as `/owner/name/pull/1`
 * @returns null where there is no such page
 */
export async function renderPage({ world }: GitHub, path: string): Promise<string | null> {
  const [owner = '', name = '', kind = '', id = '', ...rest] = path.slice(1).split('/')
  if (owner === '')
    return page('Repositories', [
      list(world.repositories.map((one) => link(`/${fullName(one)}`, fullName(one)))),
    ])
  const repository = world.repository(owner, name)
  if (repository === null || repository.isPrivate) return null
  if (kind === '') return await repositoryPage(repository)
  if (kind === 'pull' || kind === 'issues') {
    const issue = repository.issues.get(Number(id))
    return issue === undefined ? null : await issuePage(issue)
  }
  if (kind === 'runs') {
    const run = repository.checkRuns.find((one) => one.id === Number(id))
    return run === undefined ? null : page(run.name, [runSection(run)])
  }
  if (kind === 'blob') return await filePage(repository, id, rest.join('/'))
  if (kind === 'commit') return await commitPage(repository, id)
  return null
}

async function repositoryPage(repository: Repository): Promise<string> {
  const head = await repository.git.resolveCommit(repository.defaultBranch)
  const files = head === null ? [] : await repository.git.tree(head, true)
  const base = `/${fullName(repository)}`
  const issues = [...repository.issues.values()].toReversed()
  return page(fullName(repository), [
    html`<h2>Issues and pull requests</h2>`,
    list(
      issues.map(
        (issue) =>
          html`${badge(stateOf(issue))} ${link(address(issue), `#${issue.number} ${issue.title}`)} by
          ${issue.author.login}`,
      ),
    ),
    html`<h2>Files of ${repository.defaultBranch}</h2>`,
    list(
      files
        .filter(({ type }) => type === 'blob')
        .map(({ path }) => link(`${base}/blob/${head ?? ''}/${path}`, path)),
    ),
  ])
}

async function issuePage(issue: Issue): Promise<string> {
  const said = issue.comments.map((comment) => commentBox(comment.author.login, comment.body, comment))
  return page(`${issue.title} #${issue.number}`, [
    html`<p>
      ${badge(stateOf(issue))} ${issue.author.login} in
      ${link(`/${fullName(issue.repository)}`, fullName(issue.repository))}
      ${isPull(issue) ? html`: <code>${issue.pull.headOwner.login}:${issue.pull.headBranch}</code> into <code>${issue.pull.baseBranch}</code>` : null}
    </p>`,
    commentBox(issue.author.login, issue.body ?? '', null),
    html`${said}`,
    ...(isPull(issue) ? await pullSections(issue) : []),
  ])
}

async function pullSections(issue: PullIssue): Promise<readonly Html[]> {
  const runs = issue.repository.checkRuns.filter(({ headSha }) => headSha === issue.pull.headSha)
  const files = await pullFiles(issue)
  return [
    html`<h2>Checks</h2>
      ${runs.map(runSection)}`,
    html`<h2>Files changed</h2>
      ${files.map(diffBox)}`,
  ]
}

async function filePage(repository: Repository, commit: string, path: string): Promise<string | null> {
  const sha = await repository.git.resolveCommit(commit)
  const entry =
    sha === null ? undefined : (await repository.git.tree(sha, true)).find((one) => one.path === path)
  if (entry?.type !== 'blob') return null
  const lines = (await repository.git.blob(entry.sha)).toString().split('\n')
  const numbered = lines.map((line, index) => html`<li id="L${index + 1}"><code>${line}</code></li>`)
  return page(path, [
    html`<ol class="code">
      ${numbered}
    </ol>`,
  ])
}

async function commitPage(repository: Repository, revision: string): Promise<string | null> {
  const sha = await repository.git.resolveCommit(revision)
  if (sha === null) return null
  const { message, author, parents } = await repository.git.commit(sha)
  const base = parents[0] ?? emptyTree
  const files = await repository.git.diff(base, sha)
  return page(message.split('\n')[0] ?? sha, [
    html`<p>${author.name}, ${author.date}</p>
      <pre>${message}</pre>`,
    html`${files.map(diffBox)}`,
  ])
}

function commentBox(author: string, body: string, comment: Comment | null): Html {
  const signs: Readonly<Record<string, string>> = {
    eyes: '👀',
    rocket: '🚀',
    confused: '😕',
    '+1': '👍',
    '-1': '👎',
    heart: '❤️',
  }
  const reactions = (comment?.reactions ?? []).map(
    ({ content }) => html`<span>${signs[content] ?? content}</span> `,
  )
  return html`<article id="issuecomment-${comment?.id ?? 0}">
    <header>${author}</header>
    ${renderMarkdown(body)}
    <footer>${reactions}</footer>
  </article>`
}

function runSection(run: CheckRun): Html {
  const notes = run.annotations.map(
    ({ annotation_level: level, path, start_line: line, title, message }) =>
      html`<li>
        ${badge(level)}
        ${link(`/${fullName(run.suite.repository)}/blob/${run.headSha}/${path}#L${line}`, `${path}:${line}`)}
        <strong>${title}</strong><br />${message}
      </li>`,
  )
  return html`<article>
    <header>${badge(run.conclusion ?? run.status)} ${run.name}: ${run.title}</header>
    ${renderMarkdown(run.summary ?? '')}
    <ul>
      ${notes}
    </ul>
  </article>`
}

function diffBox({ path, status, patch }: FileDiff): Html {
  const lines = (patch ?? 'not text').split('\n').map((line) => {
    const kind = line.startsWith('+')
      ? 'added'
      : line.startsWith('-')
        ? 'removed'
        : line.startsWith('@@')
          ? 'place'
          : ''
    return html`<span class="${kind}">${line} </span>`
  })
  return html`<article>
    <header>${badge(status)} ${path}</header>
    <pre>${lines}</pre>
  </article>`
}

function address(issue: Issue): string {
  return `/${fullName(issue.repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`
}

function badge(text: string): Html {
  return html`<b class="badge ${text}">${text}</b>`
}

function link(href: string, text: string): Html {
  return html`<a href="${encodeURI(href)}">${text}</a>`
}

function list(items: readonly Html[]): Html {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}

function page(title: string, sections: readonly Html[]): string {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
      <title>${title}</title
      >${style}
      <nav><a href="/">local GitHub</a></nav>
      <main>
        <h1>${title}</h1>
        ${sections}
      </main>
    </html>`.text
}
