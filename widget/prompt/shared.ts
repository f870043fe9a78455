// What the pieces that only a prompt fetches take of it, one Preact among it, joins the shared runtime: the build
// writes it here.
export {};
