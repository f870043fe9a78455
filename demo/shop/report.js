/** Reports an event to Askling, whether its script has loaded or not. */
export function report(name, props) {
  window.askling = window.askling || [];
  window.askling.push(["track", name, props]);
}
