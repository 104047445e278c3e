import { basename, dirname } from 'node:path'
import { gitEnvironment } from './run-git.ts'
import { startGit } from './start-git.ts'

/** Hands a request over to git's own HTTP server, `git http-backend`, as CGI has it (RFC 3875). */
export async function serveGit(
  repository: string,
  request: Request,
  rest: string,
  user: string | null,
): Promise<Response> {
  const { output } = await startGit({
    folder: repository,
    args: ['http-backend'],
    environment: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: dirname(repository),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(repository)}/${rest}`,
      QUERY_STRING: new URL(request.url).search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers.get('content-type') ?? '',
      HTTP_CONTENT_ENCODING: request.headers.get('content-encoding') ?? '',
      HTTP_GIT_PROTOCOL: request.headers.get('git-protocol') ?? '',
      GIT_PROTOCOL: request.headers.get('git-protocol') ?? '',
      ...(user === null ? {} : { REMOTE_USER: user }),
    },
    input: new Uint8Array(await request.arrayBuffer()),
  })
  return parseCgi(Buffer.from(output))
}

function parseCgi(output: Buffer): Response {
  const end = output.indexOf('\r\n\r\n')
  const headers = new Headers()
  for (const line of output.subarray(0, Math.max(0, end)).toString().split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const status = Number(headers.get('status')?.split(' ')[0] ?? (end < 0 ? 500 : 200))
  headers.delete('status')
  return new Response(new Uint8Array(output.subarray(end < 0 ? 0 : end + 4)), { status, headers })
}
