import type { ComponentChildren } from "preact";

interface SelectProps {
  label: string;
  value: string;
  options: readonly { id: string; name: string }[];
  onChoose(id: string): void;
}

/** A list to choose one of, with its name in it. */
export function Select({ label, value, options, onChoose }: SelectProps) {
  return (
    <label class="pill select">
      <span>{label}</span>
      <select onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {options.map(({ id, name }) => (
          <option key={id} value={id} selected={id === value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A button that opens a few more; the browser closes it by Escape or a click elsewhere. */
export function Menu({ id, label, children }: { id: string; label: string; children: ComponentChildren }) {
  return (
    <>
      <button class="pill" popovertarget={id}>
        {label}
      </button>
      <section class="menu" id={id} popover="auto" aria-label={label}>
        {children}
      </section>
    </>
  );
}
