import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { blockKinds, configOf } from '@/core/blocks/registry'
import { isKnownIcon } from './block-icons'
import { type Control, type FormField, formOf, numberProblem, sameValue } from './settings-form'

const fieldsOf = (kind: string): readonly FormField[] =>
  formOf(blockKinds.find((candidate) => candidate.kind === kind)!.config)
const fieldOf = (kind: string, key: string): FormField => fieldsOf(kind).find((field) => field.key === key)!

const everyField = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap((field) => [field, ...(field.control.type === 'group' ? everyField(field.control.fields) : [])])

describe('the form made from a kind’s schema', () => {
  it.each(blockKinds.map((kind) => [kind.kind, kind] as const))(
    '%s: every setting has a control and words',
    (_, kind) => {
      for (const field of everyField(formOf(kind.config))) {
        expect(field.control.type, field.key).not.toBe('raw')
        expect(field.label, field.key).not.toBe('')
        expect(field.source, field.key).not.toBe('')
      }
    },
  )

  it.each(blockKinds.map((kind) => [kind.kind, kind] as const))(
    '%s: the fallbacks are what an untouched block runs with',
    (_, kind) => {
      const settings = configOf({ kind: kind.kind }) as Record<string, unknown>
      for (const field of formOf(kind.config))
        expect(sameValue(field.fallback, settings[field.key]), field.key).toBe(true)
    },
  )

  it.each(blockKinds.map((kind) => [kind.icon]))('knows the icon %s', (icon) => {
    expect(isKnownIcon(icon)).toBe(true)
  })

  it('reads numbers with their bounds, units and emptiness', () => {
    expect(fieldOf('service', 'queueLimit')).toMatchObject({
      unit: 'requests',
      nullable: true,
      fallback: 1000,
      control: { type: 'number', integer: true, min: 0, max: 10_000_000, above: null },
    })
    expect(fieldOf('cache', 'ttlS')).toMatchObject({ unit: 's', nullable: true, fallback: null, control: { above: 0 } })
  })

  it('reads choices, literals, switches and distributions', () => {
    expect(fieldOf('cache', 'policy').control).toMatchObject({
      type: 'choice',
      options: expect.arrayContaining(['lru']),
    })
    expect(fieldOf('load-balancer', 'layer').control).toEqual({ type: 'choice', options: [4, 7] })
    expect(fieldOf('service', 'holdsWorker').control).toEqual({ type: 'switch' })
    expect(fieldOf('service', 'serviceTime').control).toEqual({ type: 'distribution', of: 'time' })
  })

  it('reads nested settings, with units from their names', () => {
    const failover = fieldOf('database', 'failover').control as Extract<Control, { type: 'group' }>
    expect(failover.fields.map(({ label, unit, fallback }) => ({ label, unit, fallback }))).toEqual([
      { label: 'Detect', unit: 's', fallback: 5 },
      { label: 'Promote', unit: 's', fallback: 5 },
    ])
    const times = fieldOf('database', 'serviceTimes').control as Extract<Control, { type: 'group' }>
    expect(times.fields.map((field) => field.control)).toEqual([
      { type: 'distribution', of: 'time' },
      { type: 'distribution', of: 'time' },
    ])
  })

  it('says what the keys of a setting by key are', () => {
    expect(fieldOf('load-balancer', 'weights').control).toMatchObject({ type: 'record', keyedBy: 'linked-block' })
    expect(fieldOf('service', 'serviceTimes').control).toMatchObject({
      type: 'record',
      keyedBy: 'request',
      value: { type: 'distribution' },
    })
  })

  it('shows a shape it has no control for as it is written', () => {
    const form = formOf(z.strictObject({ odd: z.array(z.string()).default([]) }))
    expect(form[0]!.control).toEqual({ type: 'raw' })
  })

  it('has no form for what is no object', () => {
    expect(formOf(z.record(z.string(), z.unknown()))).toEqual([])
  })
})

describe('the check of a number', () => {
  const control = { type: 'number', integer: true, min: 1, max: 10, above: null } as const
  it('says what would fit', () => {
    expect(numberProblem(control, 3)).toBeNull()
    expect(numberProblem(control, 2.5)).toMatch('whole')
    expect(numberProblem(control, 0)).toMatch('1 or more')
    expect(numberProblem(control, 11)).toMatch('10 or less')
    expect(numberProblem({ ...control, integer: false, min: null, above: 0 }, 0)).toMatch('above 0')
  })
})

describe('sameValue', () => {
  it('ignores the order of keys and sees every difference', () => {
    expect(sameValue({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toBe(true)
    expect(sameValue({ a: 1 }, { a: 1, b: undefined })).toBe(false)
    expect(sameValue([1, 2], [2, 1])).toBe(false)
    expect(sameValue(null, {})).toBe(false)
  })
})
