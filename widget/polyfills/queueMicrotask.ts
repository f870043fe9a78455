/** queueMicrotask for engines before Chrome 71, Firefox 69 and Safari 12.1; put in at build time, adds no global. */
export default function queueMicrotask(task: () => void): void {
  void Promise.resolve().then(task);
}
