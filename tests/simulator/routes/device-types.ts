/** server: DeviceType, number by name. */
const names = [
  'Android',
  'iOS',
  'ChromeExtension',
  'FirefoxExtension',
  'OperaExtension',
  'EdgeExtension',
  'WindowsDesktop',
  'MacOsDesktop',
  'LinuxDesktop',
  'ChromeBrowser',
  'FirefoxBrowser',
  'OperaBrowser',
  'EdgeBrowser',
  'IEBrowser',
  'UnknownBrowser',
  'AndroidAmazon',
  'UWP',
  'SafariBrowser',
  'VivaldiBrowser',
  'VivaldiExtension',
  'SafariExtension',
  'SDK',
  'Server',
  'WindowsCLI',
  'MacOsCLI',
  'LinuxCLI',
  'DuckDuckGoBrowser',
];

/** server: a number from 0 to 255 or a name; anything else counts as missing. */
export function parseDeviceType(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{1,3}$/.test(trimmed)) return Number(trimmed) <= 255 ? Number(trimmed) : null;
  const place = names.findIndex((name) => name.toLowerCase() === trimmed.toLowerCase());
  return place < 0 ? null : place;
}

export const deviceTypeName = (type: number): string => names[type] ?? String(type);
