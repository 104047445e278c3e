import type { Delivery, Installation } from '../model.ts'
import type { World } from '../world.ts'
import { accountShape } from './account.ts'

/** The API's `installation`, and that of webhooks. */
export function installationShape(world: World, installation: Installation) {
  const { urls, app } = world
  const { id, account, repositories } = installation
  const url = `${urls.api}/app/installations/${id}`
  return {
    id,
    account: accountShape(urls, account),
    repository_selection: repositories === null ? 'all' : 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${urls.api}/installation/repositories`,
    html_url: `${urls.web}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspendedAt,
  }
}

/** The API's `hook-delivery-item`. */
export function deliveryShape(delivery: Delivery) {
  const { id, guid, event, action, redelivery, installation, repository, outcome } = delivery
  return {
    id,
    guid,
    delivered_at: outcome?.deliveredAt ?? '1970-01-01T00:00:00Z',
    redelivery,
    duration: outcome?.seconds ?? 0,
    status: outcome?.status ?? 'pending',
    status_code: outcome?.statusCode ?? 0,
    event,
    action,
    installation_id: installation,
    repository_id: repository,
    throttled_at: null,
  }
}

/** The API's `hook-delivery`. */
export function fullDeliveryShape(delivery: Delivery) {
  const payload: unknown = JSON.parse(delivery.body)
  return {
    ...deliveryShape(delivery),
    url: '',
    request: { headers: delivery.headers, payload },
    response: { headers: {}, payload: delivery.outcome?.response ?? null },
  }
}
