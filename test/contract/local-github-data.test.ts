import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { appClient } from '../support/app-client.ts'
import { leaveStage, setStage, type Stage } from '../support/github.ts'

const manifest = {
  name: 'nur-keeper',
  default_permissions: { contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write' },
  default_events: [
    'push',
    'pull_request',
    'issue_comment',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'issues',
  ],
} as const

describe('what the local GitHub keeps', () => {
  let stage: Stage
  let app: ReturnType<typeof appClient>
  beforeAll(async () => {
    stage = await setStage({ 'default.nix': '{ }\n', 'pkgs/a.nix': '1\n' }, { manifest })
    app = appClient(stage.github, stage.installation.id)
    await stage.maintainer.rest.issues.create({ ...stage.route, title: 'A question', body: 'Why?' })
  })
  afterAll(async () => {
    await leaveStage(stage, ['checks/create: body /output/annotations must NOT have more than 50 items'])
  })
  const head = async (branch = 'main') =>
    (await app.rest.git.getRef({ ...stage.route, ref: `heads/${branch}` })).data.object.sha

  it('commits through the Git data API as the App, signed', async () => {
    const { route } = stage
    const parent = await head()
    const { data: base } = await app.rest.git.getCommit({ ...route, commit_sha: parent })
    const { data: tree } = await app.rest.git.createTree({
      ...route,
      base_tree: base.tree.sha,
      tree: [
        { path: 'modules/a.nix', mode: '100644', type: 'blob', content: '{ }\n' },
        { path: 'pkgs/a.nix', mode: '100644', type: 'blob', sha: null },
      ],
    })
    const { data: commit } = await app.rest.git.createCommit({
      ...route,
      message: 'Add',
      tree: tree.sha,
      parents: [parent],
    })
    await app.rest.git.createRef({ ...route, ref: 'refs/heads/nur-keeper/x', sha: commit.sha })
    const { data: shown } = await app.rest.repos.getCommit({ ...route, ref: 'nur-keeper/x' })
    expect(shown).toMatchObject({
      author: { login: 'nur-keeper[bot]' },
      commit: { verification: { verified: true } },
    })
    expect(shown.files?.map(({ filename, status }) => [filename, status])).toEqual([
      ['modules/a.nix', 'added'],
      ['pkgs/a.nix', 'removed'],
    ])
    const twice = app.rest.git.createRef({ ...route, ref: 'refs/heads/nur-keeper/x', sha: commit.sha })
    await expect(twice).rejects.toMatchObject({ status: 422 })
    const backwards = app.rest.git.updateRef({ ...route, ref: 'heads/nur-keeper/x', sha: parent })
    await expect(backwards).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('fast forward'),
    })
    await app.rest.git.updateRef({ ...route, ref: 'heads/nur-keeper/x', sha: parent, force: true })
    await app.rest.git.deleteRef({ ...route, ref: 'heads/nur-keeper/x' })
    await expect(head('nur-keeper/x')).rejects.toMatchObject({ status: 404 })
  })

  it('gives trees, files and archives as git has them', async () => {
    const { route } = stage
    const { data: tree } = await app.rest.git.getTree({ ...route, tree_sha: await head(), recursive: '1' })
    const file = tree.tree.find(({ path }) => path === 'pkgs/a.nix')
    expect(file).toMatchObject({ mode: '100644', size: 2 })
    const { data: blob } = await app.rest.git.getBlob({ ...route, file_sha: file?.sha ?? '' })
    expect(Buffer.from(blob.content, 'base64').toString()).toBe('1\n')
    const { data: content } = await app.rest.repos.getContent({ ...route, path: 'pkgs/a.nix' })
    expect(content).toMatchObject({ type: 'file', size: 2 })
    await expect(app.rest.repos.getContent({ ...route, path: 'missing' })).rejects.toMatchObject({
      status: 404,
    })
    const archive = await fetch(`${stage.github.apiUrl}/repos/atmosphere/nur/tarball/main`)
    if (archive.body === null) throw new Error('no archive')
    expect(await text(Readable.fromWeb(archive.body).pipe(createGunzip()))).toContain('default.nix')
  })

  it('commits a file through the contents API, and wants its id to replace it', async () => {
    const write = {
      ...stage.route,
      path: 'notes.md',
      message: 'Note',
      content: Buffer.from('hi\n').toString('base64'),
    }
    const { data } = await stage.maintainer.rest.repos.createOrUpdateFileContents(write)
    expect(data.content?.path).toBe('notes.md')
    await expect(stage.maintainer.rest.repos.createOrUpdateFileContents(write)).rejects.toMatchObject({
      status: 422,
    })
    await expect(
      stage.maintainer.rest.repos.createOrUpdateFileContents({ ...write, sha: 'f'.repeat(40) }),
    ).rejects.toMatchObject({ status: 409 })
  })

  it('pages through comments, and refuses one that is too long', async () => {
    const { route } = stage
    for (let count = 0; count < 35; count++)
      await app.rest.issues.createComment({ ...route, issue_number: 1, body: `Comment ${count}` })
    const first = await app.rest.issues.listComments({ ...route, issue_number: 1 })
    expect([first.data.length, first.headers.link?.includes('rel="next"')]).toEqual([30, true])
    expect(
      await app.paginate(app.rest.issues.listComments, { ...route, issue_number: 1, per_page: 10 }),
    ).toHaveLength(35)
    const long = app.rest.issues.createComment({ ...route, issue_number: 1, body: 'x'.repeat(65_537) })
    await expect(long).rejects.toMatchObject({ status: 422 })
  })

  it('lets only its author, or who may write, change a comment', async () => {
    const { route, stranger, maintainer } = stage
    const { data } = await stranger.rest.issues.createComment({ ...route, issue_number: 1, body: 'Mine' })
    await expect(
      app.rest.issues.updateComment({ ...route, comment_id: data.id, body: 'Ours' }),
    ).rejects.toMatchObject({ status: 403 })
    await stranger.rest.issues.updateComment({ ...route, comment_id: data.id, body: 'Still mine' })
    const reaction = { ...route, comment_id: data.id, content: 'eyes' } as const
    expect((await app.rest.reactions.createForIssueComment(reaction)).status).toBe(201)
    expect((await app.rest.reactions.createForIssueComment(reaction)).status).toBe(200)
    await maintainer.rest.issues.deleteComment({ ...route, comment_id: data.id })
    await expect(app.rest.issues.getComment({ ...route, comment_id: data.id })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('keeps check runs with annotations, fifty a request', async () => {
    const { route } = stage
    const annotation = (line: number) => ({
      path: 'default.nix',
      start_line: line,
      end_line: line,
      annotation_level: 'warning' as const,
      message: 'm',
    })
    const output = { title: 't', summary: 's' }
    const annotations = Array.from({ length: 51 }, (_, index) => annotation(index + 1))
    const run = {
      ...route,
      name: 'nur-keeper',
      head_sha: await head(),
      status: 'completed',
      conclusion: 'failure',
    } as const
    await expect(
      app.rest.checks.create({ ...run, output: { ...output, annotations } }),
    ).rejects.toMatchObject({ status: 422 })
    const { data } = await app.rest.checks.create({
      ...run,
      output: { ...output, annotations: annotations.slice(0, 50) },
    })
    await app.rest.checks.update({
      ...route,
      check_run_id: data.id,
      output: { ...output, annotations: annotations.slice(50) },
    })
    const listed = await app.paginate(app.rest.checks.listAnnotations, { ...route, check_run_id: data.id })
    expect(listed).toHaveLength(51)
    const { data: found } = await app.rest.checks.listForRef({
      ...route,
      ref: 'main',
      check_name: 'nur-keeper',
    })
    expect(found.check_runs.map(({ id, conclusion }) => [id, conclusion])).toEqual([[data.id, 'failure']])
    await stage.maintainer.rest.checks.rerequestRun({ ...route, check_run_id: data.id })
    await stage.maintainer.rest.checks.rerequestSuite({ ...route, check_suite_id: data.check_suite?.id ?? 0 })
    expect(
      stage.github.world.deliveries.slice(-2).map(({ event, action }) => `${event}.${String(action)}`),
    ).toEqual(['check_run.rerequested', 'check_suite.rerequested'])
    const byPerson = stage.maintainer.rest.checks.create({ ...run, head_sha: await head() })
    await expect(byPerson).rejects.toMatchObject({ status: 403 })
  })

  it('lists what the App is installed on', async () => {
    const { data } = await app.rest.apps.listReposAccessibleToInstallation()
    expect(data.repositories.map(({ full_name }) => full_name)).toEqual(['atmosphere/nur'])
    const asApp = appClient(stage.github)
    expect((await asApp.rest.apps.listInstallations()).data.map(({ id }) => id)).toEqual([
      stage.installation.id,
    ])
    expect((await asApp.rest.apps.getAuthenticated()).data).toMatchObject({ slug: 'nur-keeper' })
  })
})
