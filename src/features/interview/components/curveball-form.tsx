'use client'

import { Zap } from 'lucide-react'
import { useState } from 'react'
import { blockNameIn } from '@/core/design/block-name'
import type { Design, Fault } from '@/core/design/schema'
import type { Curveball } from '@/core/interview/interjections'
import { INTERVIEW_LIMITS } from '@/core/interview/limits'
import { ADDABLE, faultInfo, type FaultKind, faultTargets, firstFault } from '@/features/canvas/fault-kinds'
import { Button } from '@/ui/button'
import { Field, Select, Textarea } from '@/ui/input'
import { Segmented } from '@/ui/segmented'
import { faultEffect } from './interjection-text'

export interface CurveballFormProps {
  design: Design
  /** What the interviewer has chosen on the canvas: a fault is there unless they say where. */
  chosenBlock: string | null
  /** False: it did not fit. */
  onThrow: (text: string, curveball: Curveball) => boolean
}

type Kind = Curveball['kind']

const kinds = [
  { value: 'traffic', label: 'Traffic' },
  { value: 'requirement', label: 'Requirement' },
  { value: 'fault', label: 'Fault' },
] as const

const factors = ['2', '5', '10', '100'] as const
const ALL = '*'

/** What the candidate is told where the interviewer has not said it in their own words. */
const words: Record<Kind, string> = {
  traffic: 'Many more people have come than anybody thought.',
  requirement: '',
  fault: 'Something breaks. What do your users notice?',
}

/** Something that changes in the middle of the interview: more traffic, another requirement, a fault. */
export function CurveballForm({ design, chosenBlock, onThrow }: CurveballFormProps) {
  const [kind, setKind] = useState<Kind>('traffic')
  const [text, setText] = useState('')
  const [factor, setFactor] = useState<(typeof factors)[number]>('10')
  const [request, setRequest] = useState(ALL)
  const [faultKind, setFaultKind] = useState<FaultKind>('crash')
  const [target, setTarget] = useState<string | null>(null)
  const said = text.trim() || words[kind]
  const fault = faultOf(design, faultKind, target ?? chosenBlock ?? '')
  const curveball = {
    traffic: { kind: 'traffic', factor: Number(factor), request: request === ALL ? null : request },
    requirement: { kind: 'requirement' },
    fault: fault && { kind: 'fault', fault },
  }[kind] as Curveball | null
  const isReady = said !== '' && curveball !== null && (kind !== 'traffic' || design.requests.length > 0)

  return (
    <form
      className="flex flex-col items-start gap-2 rounded-md border border-line p-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (curveball && isReady && onThrow(said, curveball)) setText('')
      }}
    >
      <Segmented label="Curveball" options={kinds} value={kind} onValueChange={setKind} />
      {kind === 'traffic' && (
        <div className="flex w-full gap-2">
          <Field label="Traffic" className="min-w-0 flex-1">
            {(ids) => (
              <Select
                {...ids}
                className="w-full"
                options={requestOptions(design)}
                value={request}
                onValueChange={setRequest}
              />
            )}
          </Field>
          <Field label="Times">
            {(ids) => (
              <Select
                {...ids}
                options={factors.map((value) => ({ value, label: `× ${value}` }))}
                value={factor}
                onValueChange={setFactor}
              />
            )}
          </Field>
        </div>
      )}
      {kind === 'fault' && (
        <div className="flex w-full gap-2">
          <Field
            label="Fault"
            className="min-w-0 flex-1"
            help={fault ? undefined : 'Nothing in the design can have it yet.'}
          >
            {(ids) => (
              <Select
                {...ids}
                className="w-full"
                options={ADDABLE.map((value) => ({ value, label: faultInfo(value).label }))}
                value={faultKind}
                onValueChange={setFaultKind}
              />
            )}
          </Field>
          {fault && 'target' in fault && fault.target !== undefined && (
            <Field label="Where" className="min-w-0 flex-1">
              {(ids) => (
                <Select
                  {...ids}
                  className="w-full"
                  options={blockOptions(design, faultKind)}
                  value={fault.target ?? ''}
                  onValueChange={setTarget}
                />
              )}
            </Field>
          )}
        </div>
      )}
      {kind === 'fault' && fault && <p className="text-ink-2">{faultEffect(design, fault)}</p>}
      <Field label={kind === 'requirement' ? 'What must hold from now on' : 'In your words'} className="w-full">
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            maxLength={INTERVIEW_LIMITS.textChars}
            placeholder={words[kind] || 'Links must work from every continent within 50 ms.'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" icon={<Zap size={14} aria-hidden />} disabled={!isReady}>
        Throw
      </Button>
    </form>
  )
}

/** The fault with its first values, at the chosen block where it has one and that can have it. */
function faultOf(design: Design, kind: FaultKind, target: string): Fault | null {
  const first = firstFault(design, kind, 'thrown')
  return first && 'target' in first && faultTargets(design, kind).includes(target) ? { ...first, target } : first
}

const requestOptions = ({ requests }: Design) => [
  { value: ALL, label: 'All traffic' },
  ...requests.map(({ id, name }) => ({ value: id, label: name ?? id })),
]

const blockOptions = (design: Design, kind: FaultKind) =>
  faultTargets(design, kind).map((id) => ({ value: id, label: blockNameIn(design, id) }))
