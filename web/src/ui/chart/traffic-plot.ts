import uPlot from 'uplot';
import type { Traffic } from '../../api/types.gen.ts';
import { shortNumber } from '../../lib/format.ts';
import { clockTime, dateTime } from '../../lib/time.ts';
import type { Zone } from '../../state/url.ts';

export interface PlotInput {
  readonly traffic: Traffic;
  readonly zone: Zone;
  readonly width: number;
  readonly height: number;
  onPoint(index: number | null): void;
  /** A dragged stretch, in milliseconds. */
  onBrush?: ((from: number, to: number) => void) | undefined;
}

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Columns of uPlot: slot middles in seconds, the whole stack, and the refused part drawn over its foot. */
export function columnsOf({ points, slotMs }: Traffic): uPlot.AlignedData {
  return [
    points.map(({ time }) => (time + slotMs / 2) / 1_000),
    points.map(({ allowed, refused }) => allowed + refused),
    points.map(({ refused }) => refused),
  ];
}

/** The last slot may reach beyond the present; it is drawn whole. */
const endOf = ({ from, to, points, slotMs }: Traffic): number => Math.max(to, from + points.length * slotMs);

function hatch(plot: uPlot, left: number, right: number): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, right - left, bbox.height);
  ctx.clip();
  ctx.strokeStyle = token('--line-strong');
  for (let x = left - bbox.height; x < right; x += 8 * devicePixelRatio) {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
    ctx.stroke();
  }
  ctx.restore();
}

/** Times without capture are hatched, never drawn as zero; starts and policy changes are dashed lines. */
function drawContext(plot: uPlot, traffic: Traffic): void {
  const at = (time: number): number => plot.valToPos(time / 1_000, 'x', true);
  const { ctx, bbox } = plot;
  const clip = (x: number): number => Math.max(bbox.left, Math.min(bbox.left + bbox.width, x));
  for (const gap of traffic.gaps) hatch(plot, clip(at(gap.from)), clip(at(gap.to)));
  ctx.save();
  ctx.strokeStyle = token('--ink-3');
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of traffic.marks) {
    const x = at(mark.time);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** Labels need the date only where the day changes. */
function timeLabels(zone: Zone, slots: readonly number[]): string[] {
  let day = '';
  return slots.map((seconds) => {
    const at = seconds * 1_000;
    const today = dateTime(at, zone).slice(5, 10);
    const label = clockTime(at, zone).slice(0, 5);
    const text = day !== '' && day !== today ? today : label;
    day = today;
    return text;
  });
}

function options(input: PlotInput): uPlot.Options {
  const { traffic, zone, width, height } = input;
  const bars = uPlot.paths.bars?.({ size: [0.82, 40], gap: 1 });
  const series = (label: string, color: string): uPlot.Series => ({
    label,
    fill: token(color),
    stroke: token(color),
    width: 0,
    points: { show: false },
    ...(bars === undefined ? {} : { paths: bars }),
  });
  const axis: uPlot.Axis = {
    stroke: token('--ink-3'),
    font: `12px ${token('--font')}`,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: input.onBrush !== undefined, y: false, setScale: false } },
    scales: {
      x: { range: [traffic.from / 1_000, endOf(traffic) / 1_000] },
      y: { range: (_plot, _low, high) => [0, Math.max(4, high * 1.08)] },
    },
    axes: [
      { ...axis, size: 28, grid: { show: false }, values: (_plot, slots) => timeLabels(zone, slots) },
      {
        ...axis,
        size: 48,
        values: (_plot, values) => values.map((value) => (Number.isInteger(value) ? shortNumber(value) : '')),
      },
    ],
    series: [{}, series('Allowed', '--series-allowed'), series('Refused', '--series-blocked')],
    hooks: {
      drawClear: [(plot) => drawContext(plot, traffic)],
      setCursor: [(plot) => input.onPoint(plot.cursor.idx ?? null)],
      setSelect: [
        (plot) => {
          if (plot.select.width < 4) return;
          input.onBrush?.(
            plot.posToVal(plot.select.left, 'x') * 1_000,
            plot.posToVal(plot.select.left + plot.select.width, 'x') * 1_000,
          );
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

export const createPlot = (host: HTMLElement, input: PlotInput): uPlot =>
  new uPlot(options(input), columnsOf(input.traffic), host);
