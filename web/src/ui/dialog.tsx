import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly opened: boolean;
  close(): void;
  readonly title: string;
  readonly children: ReactNode;
  readonly size?: string;
}

/** A dialog: focus goes in, stays in, comes back. The page's scroll is locked by our stylesheet (see base.css), not by an injected one. */
export function Dialog({ opened, close, title, children, size = '32rem' }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={size}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      attributes={{ header: { role: 'none' } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      yOffset="8dvh"
    >
      {children}
    </Modal>
  );
}
