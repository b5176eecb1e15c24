import { Button, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dateTime, zoneName } from '../lib/time.ts';
import { isLive, PRESETS, rangeLabel, resolveRange, type Range } from '../state/range.ts';
import { useRange, useView, useZone, type Zone } from '../state/url.ts';
import { Icon } from '../ui/icon.tsx';
import pickerStyles from './range-picker.module.css';
import styles from './top-bar.module.css';

/** `2026-03-01T14:03` as a field holds it, read in the zone of the page. */
const fieldToIso = (text: string, zone: Zone): string | undefined => {
  const at = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};
const toField = (at: number, zone: Zone): string => dateTime(at, zone).slice(0, 16).replace(' ', 'T');

function CustomRange({ range, apply }: { readonly range: Range; apply(range: Range): void }) {
  const zone = useZone();
  const now = Date.now();
  const resolved = resolveRange(range, now);
  const [from, setFrom] = useState(toField(resolved.from, zone));
  const [to, setTo] = useState(toField(resolved.to, zone));
  const start = fieldToIso(from, zone);
  const end = fieldToIso(to, zone);
  const wrong = start === undefined || end === undefined || start >= end;
  return (
    <form
      className={pickerStyles.custom}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) apply({ from: start, to: end });
      }}
    >
      <TextInput
        size="xs"
        type="datetime-local"
        label={`From (${zoneName(zone, now)})`}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        label={`To (${zoneName(zone, now)})`}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={wrong ? 'The end must be after the start' : undefined}
      />
      <Button size="xs" type="submit" disabled={wrong}>
        Apply fixed range
      </Button>
    </form>
  );
}

/** The time range of the page: a live one that moves with the clock, or a fixed one that a link can pin. */
export function RangePicker() {
  const range = useRange();
  const zone = useZone();
  const view = useView();
  const [opened, setOpened] = useState(false);
  const apply = ({ from, to }: Range): void => {
    setOpened(false);
    view.set({ from, to });
  };
  const { from, to } = resolveRange(range, Date.now());
  const label = isLive(range)
    ? rangeLabel(range)
    : `${dateTime(from, zone).slice(5, 16)} – ${dateTime(to, zone).slice(5, 16)}`;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.chip} data-print="keep" onClick={() => setOpened(!opened)}>
          <Icon name="clock" size={16} />
          <span className="visually-hidden">Time range: </span>
          {label}
          <Icon name="down" size={14} />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Time range">
        <div className={pickerStyles.picker}>
          <ul className={pickerStyles.presets}>
            {PRESETS.map(([start, title]) => (
              <li key={start}>
                <button
                  type="button"
                  className={pickerStyles.preset}
                  aria-pressed={range.from === start && isLive(range)}
                  onClick={() => apply({ from: start, to: 'now' })}
                >
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <CustomRange range={range} apply={apply} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
