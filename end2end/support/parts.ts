/** The address of a part of the widget's or the console's program, which is fetched when it is needed. */
export const PART = /\/(widget|console)-[0-9a-f]+\.wasm$/;
