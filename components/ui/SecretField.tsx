import { useState } from 'preact/hooks';
import { Icon } from './Icon';
import { TextField, type TextFieldProps } from './TextField';

export interface SecretFieldProps extends Omit<TextFieldProps, 'type' | 'end' | 'code'> {
  /** Names of the button that shows and hides what is typed. */
  showLabel: string;
  hideLabel: string;
}

/** A field for a secret: covered, unless its button is pressed. An empty field is always covered again. */
export function SecretField({ showLabel, hideLabel, autocomplete, ...rest }: SecretFieldProps) {
  const [open, setOpen] = useState(false);
  const shown = open && rest.value !== '';
  if (open && !shown) setOpen(false);
  const label = shown ? hideLabel : showLabel;
  const end = (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => setOpen(!shown)}>
      <Icon name="eye" />
    </button>
  );
  // A browser writes what stands in its tabs to the disk, to bring it back after a crash: not what is in a field for
  // passwords, nor in one that it is told to fill in nothing.
  const filled = shown || autocomplete === undefined ? {} : { autocomplete };
  return <TextField {...rest} {...filled} code type={shown ? 'text' : 'password'} end={end} />;
}
