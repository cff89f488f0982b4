import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

export interface BannerProps {
  tone: 'stop' | 'wait';
  icon: IconName;
  title: ComponentChildren;
  text: ComponentChildren;
  /** One button. */
  action?: ComponentChildren;
  /** A line below. */
  more?: ComponentChildren;
  /** For tests and styles: which banner it is. */
  name: string;
}

/** Something is wrong: what happened, then what to do. */
export function Banner({ tone, icon, title, text, action, more, name }: BannerProps) {
  return (
    <div class={`banner banner--${tone}`} data-banner={name}>
      <Icon name={icon} />
      <b>{title}</b>
      {action}
      <p>{text}</p>
      {more && <div class="banner__more">{more}</div>}
    </div>
  );
}
