/** What Node and browsers do differently. Chosen by the `node` condition of `imports` in package.json. */
export interface Platform {
  /** The bytes of a file: a path or `file:` URL in Node, an address in a browser. */
  read(place: string | URL): Promise<Uint8Array>;
  /** Writes a file as a whole or not at all. */
  write(place: string | URL, bytes: Uint8Array): Promise<void>;
}
