import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';
import { Link } from '../base/router.tsx';
import styles from './button.module.css';
import { classes } from './classes.ts';

interface Look {
  /** `main`: what the page is for; `danger`: what cannot be taken back; `quiet`: without a frame. */
  readonly look?: 'plain' | 'main' | 'danger' | 'quiet';
  readonly small?: boolean;
}

/** The class names of a button, for a part that is drawn by another component. */
export function buttonClass({ look = 'plain', small = false }: Look = {}, more?: string): string {
  return classes(styles.button, look !== 'plain' && styles[look], small && styles.small, more);
}

export function Button({ look, small, className, ...rest }: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={buttonClass(looks(look, small), className)} {...rest} />;
}

export function LinkButton({
  look,
  small,
  className,
  ...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return <Link className={buttonClass(looks(look, small), className)} {...rest} />;
}

function looks(look: Look['look'], small: Look['small']): Look {
  return { ...(look && { look }), ...(small !== undefined && { small }) };
}
