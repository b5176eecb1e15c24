// Runs before the first paint, so that a dark page never flashes light. A file of its own: the policy allows no inline script.
(() => {
  let wanted = 'auto';
  try {
    wanted = localStorage.getItem('sallyport.theme') ?? 'auto';
  } catch {
    // Storage may be switched off; the system's choice is used then.
  }
  const dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
