/** Takes a picture that does not load out of sight; what it shows is written beside it. */
export function hide({ currentTarget }: { currentTarget: HTMLElement }): void {
  currentTarget.hidden = true;
}
