import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { call } from '../api/client.ts';
import { client } from '../api/hooks.ts';
import type { Session } from '../api/types.gen.ts';
import { setPref, usePref } from '../state/prefs.ts';
import { freeze } from '../state/range.ts';
import { changedSearch, useRange } from '../state/url.ts';
import { Icon } from '../ui/icon.tsx';
import { toast, toastFailure } from '../ui/toast.tsx';

const THEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

async function copyLink(search: string, what: string): Promise<void> {
  const link = window.location.origin + window.location.pathname + search;
  await navigator.clipboard.writeText(link).then(
    () => toast(`${what} copied.`),
    () => toastFailure('The browser did not allow copying.'),
  );
}

async function signOut(): Promise<void> {
  await call('signOut', {}).catch((problem: Error) => toastFailure(problem.message));
  client.clear();
  client.setQueryData(['session'], null);
}

interface Props {
  readonly session: Session;
  openKeys(): void;
  readonly children: ReactNode;
}

/** Links to this view, theme, keys, sign out. */
export function UserMenu({ session, openKeys, children }: Props) {
  const theme = usePref('theme');
  const keys = usePref('keys');
  const range = useRange();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session.user}, {session.role}
        </Menu.Label>
        <Menu.Item
          leftSection={<Icon name="link" size={16} />}
          onClick={() =>
            void copyLink(changedSearch(window.location.search, { from: range.from, to: range.to }), 'Live link')
          }
        >
          Copy live link
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="clock" size={16} />}
          onClick={() =>
            void copyLink(changedSearch(window.location.search, { ...freeze(range, Date.now()) }), 'Frozen link')
          }
        >
          Copy frozen link
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        <Menu.RadioGroup value={theme} onChange={(value) => setPref('theme', value as keyof typeof THEMES)}>
          {Object.entries(THEMES).map(([value, title]) => (
            <Menu.RadioItem key={value} value={value}>
              {title}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="keyboard" size={16} />} onClick={openKeys}>
          Keys
        </Menu.Item>
        <Menu.CheckboxItem checked={keys === 'on'} onChange={(on) => setPref('keys', on ? 'on' : 'off')}>
          Single keys
        </Menu.CheckboxItem>
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
