import 'uplot/dist/uPlot.min.css';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type uPlot from 'uplot';
import type { Traffic } from '../../api/types.gen.ts';
import { exactNumber, latency } from '../../lib/format.ts';
import { dateTime, zoneName } from '../../lib/time.ts';
import { useTheme } from '../../state/prefs.ts';
import { useView, useZone, type Zone } from '../../state/url.ts';
import { Icon } from '../icon.tsx';
import styles from './chart.module.css';
import { createPlot } from './traffic-plot.ts';
import { summaryOf } from './traffic-summary.ts';

const HEIGHT_PX = 168;

function useWidthOf(ref: React.RefObject<HTMLElement | null>, enabled: boolean): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref, enabled]);
  return width;
}

function readout({ points, slotMs }: Traffic, index: number, zone: Zone): string {
  const point = points[index];
  if (point === undefined) return '';
  const end = dateTime(point.time + slotMs, zone).slice(11, 16);
  return `${dateTime(point.time, zone).slice(5, 16)}–${end}: ${exactNumber(point.allowed)} allowed, ${exactNumber(point.refused)} refused, ${exactNumber(point.errors4xx + point.errors5xx)} errors, ${latency(point.durationMs)} on average`;
}

function Plot({
  traffic,
  brush,
  onPoint,
  index,
}: {
  readonly traffic: Traffic;
  readonly brush: boolean;
  onPoint(index: number | null): void;
  readonly index: number | null;
}) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const width = useWidthOf(host, true);
  const zone = useZone();
  const theme = useTheme();
  const view = useView();
  useEffect(() => {
    if (host.current === null || width === 0) return;
    const onBrush = (from: number, to: number): void =>
      view.set({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    const made = createPlot(host.current, {
      traffic,
      zone,
      width,
      height: HEIGHT_PX,
      onPoint,
      onBrush: brush ? onBrush : undefined,
    });
    plot.current = made;
    return () => made.destroy();
  }, [traffic, zone, theme, width, brush]);
  useEffect(() => {
    const made = plot.current;
    const seconds = index === null ? undefined : made?.data[0][index];
    if (made !== undefined && seconds !== undefined && made.cursor.idx !== index)
      made.setCursor({ left: made.valToPos(seconds, 'x'), top: 0 }, false);
  }, [index]);
  return <div ref={host} className={styles.plot} style={{ height: HEIGHT_PX }} />;
}

function TableTwin({ traffic }: { readonly traffic: Traffic }) {
  const zone = useZone();
  return (
    <div className={styles.twin} tabIndex={0} role="region" aria-label="Requests over time as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">From ({zoneName(zone, traffic.from)})</th>
            {['Allowed', 'Refused', '4xx', '5xx', 'Signals', 'Mean time'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {traffic.points
            .filter(({ requests }) => requests > 0)
            .map((point) => (
              <tr key={point.time}>
                <th scope="row">{dateTime(point.time, zone)}</th>
                {[point.allowed, point.refused, point.errors4xx, point.errors5xx, point.signals].map((value, index) => (
                  <td key={index}>{exactNumber(value)}</td>
                ))}
                <td>{latency(point.durationMs)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend() {
  return (
    <span className={styles.legend}>
      <span>
        <i className={styles.allowed} />
        Allowed
      </span>
      <span>
        <i className={styles.refused} />
        Refused
      </span>
    </span>
  );
}

/** Requests over time by outcome: a sentence, a chart with a cursor for mouse and keys, and the same as a table. */
export function TrafficChart({ traffic, brush = false }: { readonly traffic: Traffic; readonly brush?: boolean }) {
  const zone = useZone();
  const [index, setIndex] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const summary = summaryOf(traffic, zone);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setIndex(
      Math.max(0, Math.min(traffic.points.length - 1, (index ?? (step > 0 ? -1 : traffic.points.length)) + step)),
    );
  };
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.summary}>{summary}</span>
        <Legend />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<Icon name="table" size={14} />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          data-print="no"
        >
          {asTable ? 'Chart' : 'Table'}
        </Button>
      </figcaption>
      {asTable ? (
        <TableTwin traffic={traffic} />
      ) : (
        <div
          className={styles.frame}
          role="img"
          tabIndex={0}
          aria-label={`Chart: ${summary} Arrow keys read it slot by slot.`}
          onKeyDown={onKeyDown}
        >
          <Plot traffic={traffic} brush={brush} onPoint={setIndex} index={index} />
        </div>
      )}
      <p className={styles.readout} role="status">
        {index === null || asTable
          ? brush && !asTable
            ? 'Drag over the chart to look closer.'
            : '\u00a0'
          : readout(traffic, index, zone)}
      </p>
    </figure>
  );
}
