'use client'

import { CircleHelp, RotateCcw } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Popover } from '@/ui/overlay'

export interface SettingRowProps {
  label: string
  /** What the setting means, and where its default comes from; behind the question mark, and read with the field. */
  help?: string
  source?: string
  /** In words; shown once the value is another one. */
  defaultText?: string
  isDefault?: boolean
  onReset?: () => void
  /** The control stands below its label and takes all the width. */
  wide?: boolean
  /** Stands beside the label: a cell that feeds the setting. */
  aside?: ReactNode
  /** Gets the id of the help, for aria-describedby. */
  children: (helpId: string | undefined) => ReactNode
}

/** One line of an inspector: label, help, control, and what the default is. */
export function SettingRow(props: SettingRowProps) {
  const { label, help, source, defaultText, isDefault, onReset, wide, aside, children } = props
  const helpId = useId()
  const words = [help, source && `Default: ${defaultText ?? ''} (${source}).`].filter(Boolean).join(' ')
  return (
    <div
      className={classNames('border-b border-line py-1.5', !wide && 'grid grid-cols-[1fr_136px] items-start gap-x-3')}
    >
      <div className="flex min-h-8 flex-col justify-center">
        <span className="flex flex-wrap items-center gap-x-0.5">
          <span className="min-w-0">{label}</span>
          {words !== '' && <Help label={label} help={help} source={source} defaultText={defaultText} />}
          {aside}
        </span>
        {isDefault !== undefined && defaultText !== undefined && (
          <span className="flex items-center gap-0.5 text-xs text-ink-3">
            {isDefault ? (
              'default'
            ) : (
              <>
                <span className="truncate">default is {defaultText}</span>
                {onReset && (
                  <IconButton size="sm" label={`Reset ${label.toLowerCase()} to ${defaultText}`} onClick={onReset}>
                    <RotateCcw size={12} aria-hidden />
                  </IconButton>
                )}
              </>
            )}
          </span>
        )}
      </div>
      <div className={classNames('min-w-0', wide && 'pt-1')}>{children(words === '' ? undefined : helpId)}</div>
      {words !== '' && (
        <span id={helpId} className="sr-only">
          {words}
        </span>
      )}
    </div>
  )
}

function Help({
  label,
  help,
  source,
  defaultText,
}: Pick<SettingRowProps, 'label' | 'help' | 'source' | 'defaultText'>) {
  return (
    <Popover
      title={label}
      trigger={
        <IconButton size="sm" label={`What is “${label}”?`} className="text-ink-3">
          <CircleHelp size={13} aria-hidden />
        </IconButton>
      }
    >
      <div className="flex max-w-72 flex-col gap-2">
        {help && <p>{help}</p>}
        {source && (
          <p className="text-sm text-ink-2">
            Default {defaultText}. {source.charAt(0).toUpperCase() + source.slice(1)}.
          </p>
        )}
      </div>
    </Popover>
  )
}
