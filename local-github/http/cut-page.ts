import type { Reply } from '../operations/operation.ts'

const defaultSize = 30
const largestSize = 100

/** One page of a list, with the `Link` header that leads to the others. */
export function cutPage(
  { list, wrap }: Extract<Reply, { list: unknown }>,
  { path, query }: { readonly path: string; readonly query: Readonly<Record<string, string>> },
  api: string,
): { status: number; body: unknown; headers: Record<string, string> } {
  const size = Math.min(Number(query['per_page'] ?? defaultSize), largestSize)
  const page = Math.max(1, Number(query['page'] ?? 1))
  const items = list.slice((page - 1) * size, page * size)
  const last = Math.max(1, Math.ceil(list.length / size))
  const link = (rel: string, number: number): string => {
    const search = new URLSearchParams({ ...query, page: String(number) })
    return `<${api}${path}?${search.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link('prev', page - 1), link('first', 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
  ]
  return {
    status: 200,
    body: wrap === undefined ? items : wrap(items, list.length),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}
