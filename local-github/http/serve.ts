import { serve as listen, type HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { etag } from 'hono/etag'
import type { GitHub } from '../github.ts'
import { renderPage } from '../pages/render-page.ts'
import { answerApi } from './api.ts'
import { answerGit } from './git-routes.ts'

type Environment = { Bindings: HttpBindings }

/** Listens on this machine alone. @returns the address, and what ends it */
export async function serve(
  github: GitHub,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = createApp(github)
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = listen({ fetch: app.fetch, hostname: '127.0.0.1', port }, (info) => {
    resolve(info.port)
  })
  const url = `http://127.0.0.1:${await promise}`
  return {
    url,
    close: async () => {
      const closed = Promise.withResolvers<undefined>()
      server.close(() => {
        closed.resolve(undefined)
      })
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed.promise
    },
  }
}

function createApp(github: GitHub): Hono<Environment> {
  const app = new Hono<Environment>()
  app.use('/api/v3/*', etag({ weak: true }))
  app.all('/api/v3/*', (context) => answer(github, context, context.req.raw.url.split('/api/v3')[1] ?? '/'))
  app.post('/api/graphql', (context) => answer(github, context, '/graphql'))
  app.get('/codeload/:owner/:name/legacy.tar.gz/:ref{.+}', async (context) => {
    const { owner, name, ref } = context.req.param()
    const repository = github.world.repository(owner, name)
    const commit = await repository?.git.resolveCommit(ref)
    if (repository === null || typeof commit !== 'string') return context.notFound()
    const archive = await repository.git.archive(commit, `${owner}-${name}-${commit.slice(0, 7)}`)
    return context.body(new Uint8Array(archive), 200, { 'content-type': 'application/x-gzip' })
  })
  app.all('/:owner/:file{[^/]+\\.git}/:rest{.+}', async (context) => {
    const { owner, file, rest } = context.req.param()
    const repository = github.world.repository(owner, file.replace(/\.git$/, ''))
    if (repository === null) return context.notFound()
    return await answerGit(github, context.req.raw, repository, rest)
  })
  app.get('*', async (context) => {
    const page = await renderPage(github, decodeURIComponent(new URL(context.req.url).pathname))
    return page === null ? context.notFound() : context.html(page)
  })
  return app
}

async function answer(github: GitHub, context: Context<Environment>, rest: string): Promise<Response> {
  const path = rest.split('?')[0] ?? '/'
  const response = await answerApi(github, context.req.raw, path)
  if (response !== null) return response
  context.env.incoming.destroy()
  return new Response(null, { status: 500 })
}
