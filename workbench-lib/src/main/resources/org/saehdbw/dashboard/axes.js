// What trials have along an axis: a setting that the sweep varies, or a figure.
import { count, figure } from './format.js';

const MOST_LEVELS = 12;

/** A name with blanks in place of underscores. */
export const plain = (key) => key.replaceAll('_', ' ');

const isNumber = (text) => text !== '' && Number.isFinite(Number(text));

/** Levels in the order of numbers where all are, else of the alphabet. */
export function levels(values) {
  const all = [...new Set(values)];
  return all.every(isNumber) ? all.sort((a, b) => Number(a) - Number(b)) : all.sort();
}

/** Round numbers between two ends. */
export function ticks(low, high, most) {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / most;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((one) => one * size).find((one) => one >= raw);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-6; at += step) found.push(at);
  return found;
}

/** Texts of ticks, with as many decimals as the step between them needs. */
export function tickTexts(values) {
  const step = values.length > 1 ? values[1] - values[0] : Math.abs(values[0]) || 1;
  const decimals = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  return values.map((value) => (decimals === 0 ? count(value) : value.toFixed(decimals)));
}

/** One axis: its ends, and where a trial is on it from 0 to 1. */
export class Axis {
  /**
   * @param key of the setting or figure
   * @param value returns what a trial has, text of a setting or a number; undefined without
   * @param trials all of them
   * @param isSetting whether it is a setting
   */
  constructor(key, value, trials, isSetting) {
    this.key = key;
    this.raw = value;
    const all = trials.map(value).filter((one) => one !== undefined && one !== null);
    this.levels = isSetting ? levels(all) : null;
    if (isSetting && this.levels.length > MOST_LEVELS && this.levels.every(isNumber)) this.levels = null;
    const numbers = all.map(Number).filter(Number.isFinite);
    this.low = numbers.length ? Math.min(...numbers) : 0;
    this.high = numbers.length ? Math.max(...numbers) : 1;
    this.log = isSetting && this.low > 0 && this.high / this.low > 20;
    this.known = all.length > 0;
  }

  /** The number by which limits are compared: a level's place, or the value. */
  number(trial) {
    const value = this.raw(trial);
    if (value === undefined || value === null) return NaN;
    return this.levels ? this.levels.indexOf(value) : Number(value);
  }

  ends() {
    return this.levels ? [0, Math.max(1, this.levels.length - 1)] : [this.low, this.high === this.low ? this.low + 1 : this.high];
  }

  /** Where a number is, from 0 to 1. */
  place(number) {
    const [low, high] = this.ends();
    if (this.levels?.length === 1) return 0.5;
    if (this.log) return Math.log(number / low) / Math.log(high / low);
    return this.high === this.low && !this.levels ? 0.5 : (number - low) / (high - low);
  }

  /** The number at a place from 0 to 1. */
  at(place) {
    const [low, high] = this.ends();
    return this.log ? low * (high / low) ** place : low + (high - low) * place;
  }

  /** A number as text, such as a level's. */
  text(number) {
    if (this.levels) return this.levels[Math.round(number)] ?? '';
    return figure(number);
  }

  /** Numbers that get a label. */
  marks() {
    if (this.levels) return this.levels.map((_, i) => i);
    return this.low === this.high ? [this.low] : [this.low, this.at(0.5), this.high];
  }
}
