import { defineConfig } from 'vite';

/** `npm run dev -w @leukoscope/web` shows the page with what `leukoscope serve` answers on its usual port. */
const SERVER = 'http://127.0.0.1:8321';

export default defineConfig({
  // The workspace's packages are read as TypeScript, not as what was last built.
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: '../leukoscope/dist/web',
    emptyOutDir: true,
    target: 'es2024',
    // The page may load scripts, styles and pictures from its own server only, so nothing is written into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      // 'use client' speaks to servers that render React; here there is none.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  server: { proxy: { '/api': SERVER } },
});
