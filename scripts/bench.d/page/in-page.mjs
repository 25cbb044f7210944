// Functions that run in the page before anything else. They record when the button is pressed, and
// when the customer can write. Each is sent as text, so it uses nothing from this file.

/** Sets `window.pressedAt`, and `window.writableAfter` in milliseconds from then. */
export function watchForWritable() {
  for (const press of ["pointerdown", "touchstart"]) {
    addEventListener(press, ({ timeStamp }) => (window.pressedAt ??= timeStamp), { capture: true });
  }
  /** Measures until the frame that shows the focus, not until the moment of the focus. */
  const noteFrame = () =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.writableAfter ??= performance.now() - window.pressedAt);
      port2.postMessage(undefined);
    });
  const hear = (event) => {
    const [element] = event.composedPath();
    if (element.localName === "textarea" && !element.disabled) noteFrame();
  };
  addEventListener("focusin", hear, { capture: true });
  // A focus that moves within a shadow root causes no event outside it.
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    root.addEventListener("focusin", hear, { capture: true });
    return root;
  };
}

/** Returns the text of the field that has the focus. */
export function written() {
  let element = document.activeElement;
  while (element?.shadowRoot) element = element.shadowRoot.activeElement;
  return element?.value;
}
