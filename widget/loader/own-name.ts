/** The loader's name at the end of an address. Read by the loader, and by the piece that looks for its element. */
export const OWN_NAME = /\/askling[\w.]*\.js(?:[?#]|$)/;
