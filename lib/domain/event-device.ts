/** Which device an event came from. */
import { type MessageKey, say, type Words } from './words';

const extensions: Readonly<Record<number, string>> = {
  2: 'Chrome',
  3: 'Firefox',
  4: 'Opera',
  5: 'Edge',
  19: 'Vivaldi',
  20: 'Safari',
};
const browsers: Readonly<Record<number, string>> = {
  9: 'Chrome',
  10: 'Firefox',
  11: 'Opera',
  12: 'Edge',
  13: 'Internet Explorer',
  17: 'Safari',
  18: 'Vivaldi',
  26: 'DuckDuckGo',
};
const apps: Readonly<Record<number, string>> = {
  0: 'Android',
  1: 'iOS',
  6: 'Windows',
  7: 'macOS',
  8: 'Linux',
  15: 'Android',
  16: 'Windows',
};
const terminals: Readonly<Record<number, string>> = { 23: 'Windows', 24: 'macOS', 25: 'Linux' };

const families: readonly (readonly [names: Readonly<Record<number, string>>, key: MessageKey])[] = [
  [extensions, 'events_device_extension'],
  [browsers, 'events_device_web'],
  [apps, 'events_device_app'],
  [terminals, 'events_device_cli'],
];

/** server: DeviceType; a number that is not known here is named as it is. */
export function deviceWords(type: number): Words {
  for (const [names, key] of families) {
    const name = names[type];
    if (name !== undefined) return say(key, { name });
  }
  if (type === 14) return say('events_device_web_unknown');
  if (type === 21) return say('events_device_sdk');
  if (type === 22) return say('events_device_server');
  return say('events_device_unknown', { number: String(type) });
}
