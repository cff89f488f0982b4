/** The few calls of the browser that the harness makes inside the extension, typed here and only here. */

export interface NotificationOptions {
  readonly title?: string;
  readonly message?: string;
  readonly buttons?: readonly { readonly title: string }[];
}

type Call<Arguments extends unknown[], Result> = (...args: Arguments) => Promise<Result>;

interface Fired<Arguments extends unknown[]> {
  /** Chromium's own way to call the listeners, as if the event had happened. */
  dispatch(...args: Arguments): void;
}

export interface ExtensionChrome {
  action: {
    getBadgeText: Call<[object], string>;
    getBadgeBackgroundColor: Call<[object], readonly [number, number, number, number]>;
    getTitle: Call<[object], string>;
    setBadgeText: Call<[{ text: string }], void>;
    setTitle: Call<[{ title: string }], void>;
  };
  alarms: {
    clearAll: Call<[], boolean>;
    get: Call<[string], { periodInMinutes?: number; scheduledTime: number } | undefined>;
    create: Call<[string, { when: number; periodInMinutes?: number }], void>;
  };
  notifications: {
    create: Call<[string, NotificationOptions], string>;
    update: Call<[string, NotificationOptions], boolean>;
    clear: Call<[string], boolean>;
    getAll: Call<[], Record<string, true>>;
    onClicked: Fired<[string]>;
    onButtonClicked: Fired<[string, number]>;
    onClosed: Fired<[string, boolean]>;
  };
  tabs: {
    query: Call<[object], readonly { id?: number; url?: string; pendingUrl?: string }[]>;
    remove: Call<[number], void>;
  };
  permissions: {
    remove: Call<[{ origins: string[] }], boolean>;
    contains: Call<[{ origins: string[] }], boolean>;
    getAll: Call<[], { origins?: string[] }>;
    request: Call<[{ origins: string[] }], boolean>;
  };
  runtime: {
    onStartup: Fired<[]>;
  };
  storage: {
    local: { clear: Call<[], void> };
    managed: { get: Call<[null], Record<string, unknown>> };
    session: {
      clear: Call<[], void>;
      get: Call<[null], Record<string, unknown>>;
      set: Call<[Record<string, unknown>], void>;
    };
  };
}
