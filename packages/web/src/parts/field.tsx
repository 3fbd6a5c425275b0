import { type FormEvent, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';
import { classes } from './classes.ts';
import styles from './field.module.css';

interface Labelled {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Label and control side by side, as in a toolbar. */
  readonly inline?: boolean;
}

function Field({
  label,
  hint,
  inline,
  control,
}: Labelled & { control: (ids: { id: string; describedBy: string | undefined }) => ReactNode }) {
  const id = useId();
  const describedBy = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className={classes(styles.field, inline && styles.inline)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {control({ id, describedBy })}
      {hint !== undefined && (
        <span id={describedBy} className={styles.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  inline = false,
  onText,
  ...rest
}: Labelled & { onText: (text: string) => void } & Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'>) {
  return (
    <Field
      {...{ label, hint, inline }}
      control={({ id, describedBy }) => (
        <input
          id={id}
          className={styles.input}
          aria-describedby={describedBy}
          onChange={(event) => onText(event.target.value)}
          {...rest}
        />
      )}
    />
  );
}

export function TextArea({
  label,
  hint,
  onText,
  ...rest
}: Labelled & { onText: (text: string) => void } & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange'>) {
  return (
    <Field
      {...{ label, hint }}
      control={({ id, describedBy }) => (
        <textarea
          id={id}
          className={styles.input}
          aria-describedby={describedBy}
          rows={3}
          onChange={(event) => onText(event.target.value)}
          {...rest}
        />
      )}
    />
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

interface SelectProps<Value extends string> extends Labelled {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onValue: (value: Value) => void;
  readonly disabled?: boolean;
}

/** The browser's own list: known to every hand and every screen reader. */
export function SelectField<Value extends string>({
  label,
  hint,
  inline = false,
  value,
  choices,
  onValue,
  disabled = false,
}: SelectProps<Value>) {
  return (
    <Field
      {...{ label, hint, inline }}
      control={({ id, describedBy }) => (
        <select
          id={id}
          className={styles.input}
          aria-describedby={describedBy}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen !== undefined) onValue(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    />
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function CheckField({ label, checked, onChecked, disabled = false }: CheckProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChecked(event.target.checked)}
      />
      {label}
    </label>
  );
}

/** A form that never loads the page anew. */
export function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
    </form>
  );
}
