import { dataTemplates } from './templates/data'
import { moneyTemplates } from './templates/money'
import { reliabilityTemplates } from './templates/reliability'
import { serversTemplates } from './templates/servers'
import type { EstimateTemplate } from './templates/template'
import { trafficTemplates } from './templates/traffic'
import { waitingTemplates } from './templates/waiting'

export type { EstimateTemplate, TemplateCell } from './templates/template'

/** Every worked estimate to start from, family by family. */
export const estimateTemplates: readonly EstimateTemplate[] = [
  ...trafficTemplates,
  ...dataTemplates,
  ...serversTemplates,
  ...waitingTemplates,
  ...reliabilityTemplates,
  ...moneyTemplates,
]
