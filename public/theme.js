// Runs before the first paint, so that a chosen theme never flashes. Without a choice the system's decides.
try {
  const theme = localStorage.getItem('dryrun-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be forbidden: the system's theme stands.
}
