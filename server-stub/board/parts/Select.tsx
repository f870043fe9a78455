interface Props {
  label: string;
  value: string;
  options: readonly { id: string; name: string }[];
  onChoose(id: string): void;
}

/** A list to choose one of, with its name in it. */
export function Select({ label, value, options, onChoose }: Props) {
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
