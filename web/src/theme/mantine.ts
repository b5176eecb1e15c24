import { Button, createTheme, Menu, Popover } from '@mantine/core';

/** Mantine's own shades are replaced by our tokens, so that both themes and both kits agree. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: {
    xs: 'var(--text-small)',
    sm: 'var(--text)',
    md: 'var(--text)',
    lg: 'var(--text)',
    xl: 'var(--text-title)',
  },
  spacing: { xs: 'var(--s1)', sm: 'var(--s2)', md: 'var(--s3)', lg: 'var(--s4)', xl: 'var(--s5)' },
  defaultRadius: 'var(--radius)',
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { fw: 500 } }),
    // In place and not at the end of the body: what is opened stays inside its landmark, and next in the order of focus.
    // The kit's focus placeholder is no item of a menu, which screen readers stumble over.
    Menu: Menu.extend({
      defaultProps: {
        withinPortal: false,
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
        shadow: 'md',
      },
    }),
    Popover: Popover.extend({ defaultProps: { withinPortal: false, transitionProps: { duration: 0 }, shadow: 'md' } }),
  },
});
