/** The page's moments that triggers listen to. */
export interface Moments {
  /** Calls the listener at every `track`; returns the function that stops it. */
  onTrack(listener: (name: string, props: Readonly<Record<string, unknown>>) => void): () => void;
}

/** Called when a trigger's moment has come. */
export type Fire = (props?: Readonly<Record<string, unknown>>) => void;

/** Starts to listen for one trigger of one survey; returns the function that stops it. */
export type Arm<Kind> = (trigger: Kind, fire: Fire, moments: Moments) => () => void;

/** The trigger of one kind. */
export type TriggerOf<Kind extends string> = Extract<
  import("../../manifest/schema.ts").Trigger,
  { on: Kind }
>;
