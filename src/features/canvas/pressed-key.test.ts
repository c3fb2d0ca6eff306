import { describe, expect, it } from 'vitest'
import { type PressedKey, pressed } from './pressed-key'

const press = (key: string, code: string, modifiers: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
})

describe('a key press', () => {
  it('is a shortcut only with just its modifiers', () => {
    expect(pressed(press('z', 'KeyZ', { ctrlKey: true }), 'Ctrl+Z')).toBe(true)
    expect(pressed(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Ctrl+Z')).toBe(false)
    expect(pressed(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z')).toBe(true)
    expect(pressed(press('z', 'KeyZ'), 'Ctrl+Z')).toBe(false)
  })

  it('takes Cmd for Ctrl', () => {
    expect(pressed(press('z', 'KeyZ', { metaKey: true }), 'Ctrl+Z')).toBe(true)
  })

  it('goes by the letter of the layout, not by the place of the key', () => {
    // QWERTZ: the key of Y writes z
    expect(pressed(press('z', 'KeyY', { ctrlKey: true }), 'Ctrl+Z')).toBe(true)
    expect(pressed(press('y', 'KeyZ', { ctrlKey: true }), 'Ctrl+Z')).toBe(false)
    // AZERTY: a and q change places
    expect(pressed(press('a', 'KeyQ', { ctrlKey: true }), 'Ctrl+A')).toBe(true)
  })

  it('goes by the place of the key where the layout has no Latin letters', () => {
    expect(pressed(press('я', 'KeyZ', { ctrlKey: true }), 'Ctrl+Z')).toBe(true)
    expect(pressed(press('с', 'KeyC'), 'C')).toBe(true)
  })

  it('knows digits with Shift on every layout', () => {
    expect(pressed(press('!', 'Digit1', { shiftKey: true }), 'Shift+1')).toBe(true)
    expect(pressed(press('1', 'Digit1', { shiftKey: true }), 'Shift+1')).toBe(true)
    expect(pressed(press('1', 'Digit1'), 'Shift+1')).toBe(false)
  })

  it('takes a sign however it was made', () => {
    expect(pressed(press('?', 'Slash', { shiftKey: true }), '?')).toBe(true)
    expect(pressed(press('?', 'Minus', { shiftKey: true }), '?')).toBe(true)
    expect(pressed(press('/', 'Slash'), '/')).toBe(true)
    expect(pressed(press('/', 'Digit7', { shiftKey: true }), '/')).toBe(true)
    expect(pressed(press('+', 'Equal', { ctrlKey: true, shiftKey: true }), 'Ctrl++')).toBe(true)
    expect(pressed(press('+', 'NumpadAdd', { ctrlKey: true }), 'Ctrl++')).toBe(true)
    expect(pressed(press("'", 'Quote', { ctrlKey: true }), "Ctrl+'")).toBe(true)
  })

  it('knows named keys', () => {
    expect(pressed(press('ArrowUp', 'ArrowUp', { altKey: true }), 'Alt+ArrowUp')).toBe(true)
    expect(pressed(press('ArrowUp', 'ArrowUp'), 'Alt+ArrowUp')).toBe(false)
    expect(pressed(press('F10', 'F10', { shiftKey: true }), 'Shift+F10')).toBe(true)
  })
})
