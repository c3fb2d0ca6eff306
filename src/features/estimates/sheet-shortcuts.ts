/** The keys of a sheet, as the list of shortcuts takes them. */
export const sheetShortcuts = [
  {
    title: 'Estimates',
    shortcuts: [
      { label: 'Next cell', keys: ['Enter'] },
      { label: 'Name, formula', keys: ['Tab', '←', '→'] },
      { label: 'Between cells', keys: ['↑', '↓'] },
      { label: 'Move the cell', keys: ['Alt+↑', 'Alt+↓'] },
      { label: 'Working and details', keys: ['Alt+Enter'] },
      { label: 'Remove the cell', keys: ['Ctrl+Shift+Backspace'] },
      { label: 'Remove it, if it is empty', keys: ['Backspace'] },
      { label: 'Names and units', keys: ['Ctrl+Space'] },
      { label: 'Take what is offered', keys: ['Tab'] },
      { label: 'Reference numbers', keys: ['Alt+N'] },
      { label: 'Undo', keys: ['Ctrl+Z'] },
      { label: 'Redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
    ],
  },
] as const
