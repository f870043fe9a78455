import { Component, type ComponentChildren, createRef } from "preact";

interface Props {
  /** Id of the heading that names it. */
  labelledBy: string;
  kind: "panel" | "question";
  onClose(): void;
  children: ComponentChildren;
}

/** A dialog over the page while it is rendered; the browser keeps the focus in it and gives it back. */
export class Dialog extends Component<Props> {
  dialog = createRef<HTMLDialogElement>();

  override componentDidMount() {
    this.dialog.current?.showModal();
  }

  override componentWillUnmount() {
    // Taken away while it is open, it would leave the focus nowhere.
    this.dialog.current?.close();
  }

  override render({ labelledBy, kind, onClose, children }: Props) {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: by the keyboard it is closed with Escape
      <dialog
        ref={this.dialog}
        class={kind}
        aria-labelledby={labelledBy}
        onCancel={(event) => {
          event.preventDefault();
          onClose();
        }}
        onClick={({ target }) => target === this.dialog.current && onClose()}
      >
        <div class="inside">{children}</div>
      </dialog>
    );
  }
}
