// Controls for the options of a frame.
import { element } from './api.js';

const GROUPS = [
  ['Face', ['mode', 'mask_mode', 'color_transfer_mode', 'hist_match_threshold', 'masked_hist_match']],
  ['Mask', ['erode_mask_modifier', 'blur_mask_modifier']],
  ['Look of the face', ['output_face_scale', 'sharpen_mode', 'blursharpen_amount', 'motion_blur_power', 'super_resolution_power']],
  ['Frame around it', ['image_denoise_power', 'bicubic_degrade_power', 'color_degrade_power']],
  ['Look of the film', ['sharpness_match', 'grain_match']],
  ['Steady over time', ['landmark_smoothing', 'mask_smoothing', 'color_smoothing']],
  ['', ['compat']],
];
const LABELS = {
  mode: 'Mode',
  mask_mode: 'Mask',
  color_transfer_mode: 'Colour transfer',
  hist_match_threshold: 'Hist threshold',
  masked_hist_match: 'Only inside mask',
  erode_mask_modifier: 'Erode',
  blur_mask_modifier: 'Blur',
  output_face_scale: 'Face scale',
  sharpen_mode: 'Sharpen by',
  blursharpen_amount: 'Blur or sharpen',
  motion_blur_power: 'Motion blur',
  super_resolution_power: 'Super resolution',
  image_denoise_power: 'Denoise',
  bicubic_degrade_power: 'Bicubic degrade',
  color_degrade_power: 'Colour degrade',
  sharpness_match: 'Match sharpness',
  grain_match: 'Match grain',
  landmark_smoothing: 'Smooth landmarks',
  mask_smoothing: 'Smooth masks',
  color_smoothing: 'Smooth colours',
  compat: 'Compatible with',
};
const OF_HISTOGRAMS = ['hist_match_threshold', 'masked_hist_match'];

/** A setting's name in words. */
export const label = (name) => LABELS[name] ?? name;

export class Options {
  /**
   * @param place the element that gets the controls
   * @param options as the server describes them
   * @param changed is told the name and the text of a new value
   */
  constructor(place, options, changed) {
    this.changed = changed;
    this.known = new Map(options.map((one) => [one.name, one]));
    this.controls = new Map();
    this.held = '';
    for (const [title, names] of GROUPS) {
      const group = element('fieldset', 'group');
      if (title) group.append(element('legend', '', title));
      else group.setAttribute('aria-label', 'Other options');
      for (const name of names) if (this.known.has(name)) group.append(this.row(this.known.get(name)));
      place.append(group);
    }
  }

  row(option) {
    const row = element('div', 'option');
    row.title = `${option.name}: ${option.help}`;
    const id = `o-${option.name}`;
    const text = element('label', '', label(option.name));
    text.htmlFor = id;
    const keys = [option.more, option.less, option.key].filter(Boolean).map((key) => key.toUpperCase());
    if (keys.length) text.append(' ', element('kbd', '', keys.join(' ')));
    row.append(text, ...this.control(option, id));
    return row;
  }

  control(option, id) {
    if (option.kind === 'number') return this.number(option, id);
    const field = element(option.kind === 'words' ? 'select' : 'input');
    field.id = id;
    if (option.kind === 'words') {
      for (const word of option.words) {
        const choice = element('option', '', option.missing.includes(word) ? `${word} (no network)` : word);
        choice.value = word;
        choice.disabled = option.missing.includes(word);
        field.append(choice);
      }
    } else {
      field.type = 'checkbox';
    }
    field.addEventListener('change', () =>
      this.changed(option.name, option.kind === 'words' ? field.value : String(field.checked)),
    );
    this.controls.set(option.name, [field]);
    return [field];
  }

  number(option, id) {
    const slider = element('input');
    slider.type = 'range';
    slider.setAttribute('aria-label', label(option.name));
    const field = element('input');
    field.type = 'number';
    field.id = id;
    for (const input of [slider, field]) {
      input.min = option.low;
      input.max = option.high;
      input.step = 1;
      input.disabled = !option.usable;
    }
    slider.addEventListener('input', () => {
      this.held = option.name;
      field.value = slider.value;
      this.changed(option.name, slider.value);
    });
    slider.addEventListener('change', () => (this.held = ''));
    slider.addEventListener('dblclick', () => this.changed(option.name, option.standard));
    field.addEventListener('change', () => this.changed(option.name, field.value.trim()));
    this.controls.set(option.name, [slider, field]);
    return [slider, field];
  }

  /** Shows the values of a frame; a slider that is being drawn is left alone. */
  show(values) {
    for (const [name, inputs] of this.controls) {
      for (const input of inputs) {
        if (input.type === 'checkbox') input.checked = values[name] === 'true';
        else if (this.held !== name && input.value !== values[name]) input.value = values[name];
      }
    }
    const matches = values.mode === 'hist-match' || values.mode === 'seamless-hist-match';
    for (const name of OF_HISTOGRAMS) {
      const allowed = name === 'hist_match_threshold' ? matches : values.mode === 'hist-match';
      for (const input of this.controls.get(name)) input.disabled = !allowed;
    }
  }
}
