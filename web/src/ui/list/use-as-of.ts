import { useState } from 'react';

/** When a list was taken. It stands still until a person asks for it anew; nothing moves by itself. */
export function useAsOf(): { readonly asOf: number; refresh(): void } {
  const [asOf, setAsOf] = useState(Date.now);
  return { asOf, refresh: () => setAsOf(Date.now()) };
}
