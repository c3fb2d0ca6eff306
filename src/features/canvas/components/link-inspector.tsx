'use client'

import { ArrowRight, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { blockKind } from '@/core/blocks/registry'
import type { DesignEdit, LinkPatch } from '@/core/design/edits'
import { findingsAbout } from '@/core/design/findings'
import type { Finding } from '@/core/design/report'
import { DEFAULT_LINK_LATENCY_S, type Design, type Link } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { Select } from '@/ui/input'
import type { FiguresSource } from '../figures'
import { type Selection, selectBlock } from '../selection'
import { titleOf, wiringOf } from '../wiring'
import { LinkFigureList } from './block-figure-list'
import { DistributionEditor } from './distribution-editor'
import { FindingsList } from './findings-list'
import { keepFocusNear } from './keep-focus'
import { BreakerSettings, RetrySettings } from './link-protection'
import { QuantityInput } from './quantity-input'
import { SettingRow } from './setting-row'
import { SwitchInput } from './switch-input'

export interface LinkInspectorProps {
  design: Design
  /** Id of the link. */
  link: string
  onEdit?: (edit: DesignEdit) => void
  onSelect?: (selection: Selection) => void
  figures?: FiguresSource | null
  findings?: readonly Finding[]
}

export interface LinkPartProps {
  design: Design
  link: Link
  disabled: boolean
  patch: (part: LinkPatch) => void
}

/** How requests travel along one link. Every field has a default that makes an untouched link do what people expect. */
export function LinkInspector({ design, link: id, onEdit, onSelect, figures, findings }: LinkInspectorProps) {
  const wiring = wiringOf(design)
  const link = wiring.links.get(id)
  if (link === undefined) return null
  const about = findings === undefined ? [] : findingsAbout(findings, id)
  const part: LinkPartProps = {
    design,
    link,
    disabled: onEdit === undefined,
    patch: (change) => onEdit?.({ type: 'link-changed', id, patch: change }),
  }
  const end = (block: string): ReactNode => (
    <button
      type="button"
      className="min-w-0 truncate font-semibold hover:underline"
      onClick={() => onSelect?.(selectBlock(block))}
    >
      {titleOf(wiring, block)}
    </button>
  )
  return (
    <section
      aria-label={`Link from ${titleOf(wiring, link.from)} to ${titleOf(wiring, link.to)}`}
      className="flex flex-col gap-4"
    >
      <header>
        <h2 className="flex min-w-0 items-center gap-2 text-md">
          {end(link.from)} <ArrowRight size={16} className="shrink-0 text-ink-3" aria-label="calls" /> {end(link.to)}
        </h2>
        {figures && <LinkFigureList figures={figures} link={id} />}
      </header>
      {about.length > 0 && <FindingsList findings={about} label="Findings about this link" />}
      <div>
        <h3 className="border-b border-line pb-1 font-semibold">When it is used</h3>
        <CarriedRequests {...part} />
        <LinkOrder {...part} />
      </div>
      <div>
        <h3 className="border-b border-line pb-1 font-semibold">How it is called</h3>
        <LinkCalls {...part} />
      </div>
      <div>
        <h3 className="border-b border-line pb-1 font-semibold">When it goes wrong</h3>
        <LinkTimeout {...part} />
        <RetrySettings {...part} />
        <BreakerSettings {...part} />
        <LinkLoss {...part} />
      </div>
      {onEdit && (
        <Button
          variant="danger"
          className="self-start"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={(event) => {
            keepFocusNear(event.currentTarget)
            onEdit({ type: 'links-removed', ids: [id] })
          }}
        >
          Delete link
        </Button>
      )}
    </section>
  )
}

function CarriedRequests({ design, link, disabled, patch }: LinkPartProps) {
  const { requests } = design
  const carried = new Set(link.requests ?? requests.map((request) => request.id))
  function toggle(id: string, on: boolean) {
    const next = requests.map((request) => request.id).filter((other) => (other === id ? on : carried.has(other)))
    // All of them is the default: classes added later then use the link too.
    patch({ requests: next.length === requests.length ? null : next })
  }
  return (
    <SettingRow
      label="Requests"
      help="The request classes that use this link. All of them, unless you say otherwise."
      wide
    >
      {() =>
        requests.length === 0 ? (
          <p className="text-ink-2">All. The design has no request classes yet.</p>
        ) : (
          <ul>
            {requests.map((request) => (
              <li key={request.id}>
                <label className="flex min-h-7 items-center gap-2">
                  <input
                    type="checkbox"
                    className="size-4 accent-(--accent)"
                    checked={carried.has(request.id)}
                    disabled={disabled}
                    onChange={(event) => toggle(request.id, event.target.checked)}
                  />
                  <span className="min-w-0 truncate">{request.name || request.id}</span>
                  <span className="text-xs text-ink-3">{request.kind ?? 'read'}</span>
                </label>
              </li>
            ))}
          </ul>
        )
      }
    </SettingRow>
  )
}

const whens = [
  { value: 'always', label: 'always' },
  { value: 'miss', label: 'on a miss' },
  { value: 'hit', label: 'on a hit' },
  { value: 'error', label: 'on an error' },
] as const

function LinkOrder({ link, disabled, patch }: LinkPartProps) {
  return (
    <>
      <SettingRow
        label="Step"
        help="The links of one block run in ascending steps; links of the same step run at the same time."
        defaultText="1"
        isDefault={(link.step ?? 1) === 1}
        onReset={() => patch({ step: null })}
      >
        {(helpId) => (
          <QuantityInput
            label="Step"
            describedBy={helpId}
            value={link.step ?? 1}
            unit=""
            integer
            disabled={disabled}
            problemOf={(step) =>
              Number.isInteger(step) && step >= 1 && step <= 1000 ? null : 'Give a whole number from 1 to 1 000.'
            }
            onChange={(step) => patch({ step: step === 1 ? null : step })}
          />
        )}
      </SettingRow>
      <SettingRow
        label="When"
        help="Always, or only after the cache asked in an earlier step missed or hit, or after an earlier call failed (a fallback)."
        defaultText="always"
        isDefault={(link.when ?? 'always') === 'always'}
        onReset={() => patch({ when: null })}
      >
        {(helpId) => (
          <Select
            aria-label="When"
            aria-describedby={helpId}
            disabled={disabled}
            value={link.when ?? 'always'}
            options={whens}
            onValueChange={(when) => patch({ when: when === 'always' ? null : when })}
          />
        )}
      </SettingRow>
    </>
  )
}

function LinkCalls({ design, link, disabled, patch }: LinkPartProps) {
  const isAsync = link.mode === 'async'
  const first = link.await !== undefined && link.await !== 'all' ? link.await.first : null
  const fansOut = link.calls !== undefined && link.calls !== 1
  const consumer = blockKind(wiringOf(design).blocks.get(link.to)?.kind ?? '').traits.consumes
  return (
    <>
      <SettingRow
        label="Waits for the answer"
        help="Off: the caller sends and goes on (asynchronous)."
        defaultText="on"
        isDefault={!isAsync}
        onReset={() => patch({ mode: null })}
      >
        {(helpId) => (
          <SwitchInput
            label="Waits for the answer"
            describedBy={helpId}
            on={!isAsync}
            disabled={disabled}
            onChange={(on) => patch({ mode: on ? null : 'async' })}
          />
        )}
      </SettingRow>
      <SettingRow
        label="Calls a request"
        help="How many calls one request makes here: a number, or a spread, such as followers that are told."
        defaultText="1"
        isDefault={!fansOut}
        onReset={() => patch({ calls: null })}
        wide
      >
        {() => (
          <DistributionEditor
            label="Calls a request"
            of="count"
            value={link.calls ?? 1}
            disabled={disabled}
            onChange={(calls) => patch({ calls: calls as Link['calls'] })}
          />
        )}
      </SettingRow>
      {fansOut && !isAsync && (
        <SettingRow
          label="Goes on after"
          help="How many of the parallel calls must have answered before the caller goes on."
          defaultText="all answers"
          isDefault={first === null}
          onReset={() => patch({ await: null })}
        >
          {(helpId) => (
            <QuantityInput
              label="Answers to wait for"
              describedBy={helpId}
              value={first}
              unit=""
              integer
              emptyMeans="all"
              disabled={disabled}
              problemOf={(count) => (Number.isInteger(count) && count >= 1 ? null : 'Give a whole number from 1 up.')}
              onChange={(count) => patch({ await: count === null ? null : { first: count } })}
            />
          )}
        </SettingRow>
      )}
      {!consumer && (
        <SettingRow
          label="Latency, each way"
          help="Time on the network, one way. Without a value it follows from the regions of the two ends."
          source="half of the 0.5 ms round trip within one data centre"
          defaultText="250 µs"
          isDefault={link.latency === undefined}
          onReset={() => patch({ latency: null })}
          wide
        >
          {() => (
            <DistributionEditor
              label="Latency, each way"
              of="time"
              value={link.latency ?? DEFAULT_LINK_LATENCY_S}
              disabled={disabled}
              onChange={(latency) => patch({ latency: latency as Link['latency'] })}
            />
          )}
        </SettingRow>
      )}
    </>
  )
}

function LinkTimeout({ link, disabled, patch }: LinkPartProps) {
  return (
    <SettingRow
      label="Time-out"
      help="The caller gives up after this long. The other side works on, and that work is counted as wasted."
      defaultText="none"
      isDefault={link.timeoutS === undefined}
      onReset={() => patch({ timeoutS: null })}
    >
      {(helpId) => (
        <QuantityInput
          label="Time-out"
          describedBy={helpId}
          value={link.timeoutS ?? null}
          unit="s"
          emptyMeans="none"
          disabled={disabled}
          problemOf={(seconds) => (seconds > 0 && seconds <= 86_400 ? null : 'Give a time above 0, up to a day.')}
          onChange={(timeoutS) => patch({ timeoutS })}
        />
      )}
    </SettingRow>
  )
}

function LinkLoss({ link, disabled, patch }: LinkPartProps) {
  return (
    <SettingRow
      label="Lost messages"
      help="Share of messages the network loses. Without a time-out a lost call never comes back."
      defaultText="0 %"
      isDefault={(link.lossRatio ?? 0) === 0}
      onReset={() => patch({ lossRatio: null })}
    >
      {(helpId) => (
        <QuantityInput
          label="Lost messages"
          describedBy={helpId}
          value={link.lossRatio ?? 0}
          unit="%"
          disabled={disabled}
          problemOf={(ratio) => (ratio >= 0 && ratio <= 1 ? null : 'Give 0 to 100 %.')}
          onChange={(lossRatio) => patch({ lossRatio: lossRatio === 0 ? null : lossRatio })}
        />
      )}
    </SettingRow>
  )
}
