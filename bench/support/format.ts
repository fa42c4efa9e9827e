import type { Spread } from './statistics.ts';

/** Three figures are more than the noise leaves. */
export const number = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

/** `1.23 ms (1.10 to 1.40)`: the median and the quarter points. */
export const milliseconds = ({ median, q1, q3 }: Spread): string =>
  `${number(median)} ms (${number(q1)} to ${number(q3)})`;

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
