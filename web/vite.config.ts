import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Built once into dist/ and served by the console. Everything is a file of our own origin: the content security policy
 * allows no inline script, and `__CSP_NONCE__` in index.html is replaced for each response.
 */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // Inlined data: URLs would need `data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
