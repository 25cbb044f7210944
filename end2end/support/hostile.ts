/**
 * A page that harms the chat in every way that shops' pages do by accident: with shortcuts, a
 * library, a focus trap, a dialog and styles.
 */

/** The functions with which Prototype.js, old helpers and analytics replace the browser's own. */
const NATIVES = `
  Array.prototype.toJSON = function () { return "[" + this.map(function (item) { return JSON.stringify(item); }).join(", ") + "]"; };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Number.prototype.toJSON = Boolean.prototype.toJSON = function () { return String(this); };
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
  Object.prototype.extend = function () { return this; };
  Object.keys = function (object) { var keys = []; for (var key in object) if (Object.prototype.hasOwnProperty.call(object, key)) keys.push(key); return keys; };
  Array.from = function (items) { return items ? Array.prototype.slice.call(items) : []; };
  Function.prototype.bind = function (self) { var act = this, given = Array.prototype.slice.call(arguments, 1);
    return function () { return act.apply(self, given.concat(Array.prototype.slice.call(arguments))); }; };
  String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, ""); };`;

/** Shortcuts on single letters, which do not check whether the customer is typing in a field. */
const SHORTCUTS = `
  window.shortcuts = [];
  function shortcut(event) { window.shortcuts.push(event.key); event.preventDefault(); event.stopPropagation(); }
  ["keydown", "keypress", "keyup"].forEach(function (type) {
    document.addEventListener(type, shortcut, true);
    document.addEventListener(type, shortcut);
    document.documentElement.addEventListener(type, shortcut, true);
    window.addEventListener(type, shortcut);
  });
  addEventListener("load", function () { window.addEventListener("keydown", shortcut, true); });`;

/** A focus trap as the usual libraries build it: focus and clicks stay within it. */
const TRAP = `
  window.trap = function (isOn) {
    var box = document.getElementById("trap");
    box.hidden = !isOn;
    if (!isOn) return;
    var last = box.querySelector("button");
    last.focus();
    function outside(event) { return !box.hidden && !box.contains(event.target); }
    function back(event) { if (outside(event)) { event.stopImmediatePropagation(); last.focus(); } }
    function keep(event) { if (outside(event)) { event.preventDefault(); event.stopImmediatePropagation(); } }
    document.addEventListener("focusin", back, true);
    document.addEventListener("focusout", function () {
      setTimeout(function () { if (!box.hidden && !box.contains(document.activeElement)) last.focus(); });
    }, true);
    ["pointerdown", "mousedown", "touchstart", "click"].forEach(function (type) {
      document.addEventListener(type, keep, { capture: true, passive: false });
    });
  };`;

const STYLES = `
  *, *::before, *::after { text-transform: uppercase !important; letter-spacing: 1em !important; z-index: 1 !important; }
  adda-chat, body * { transform: rotate(3deg) !important; filter: blur(1px) !important; }
  adda-chat { display: none !important; visibility: hidden !important; pointer-events: none !important; }
  dialog { overflow: hidden; contain: content; width: 200px; height: 100px; }`;

export const HOSTILE_HEAD = `<style>${STYLES}</style><script>${NATIVES}${SHORTCUTS}${TRAP}</script>`;

export const HOSTILE_BODY = `<main><h1>A shop</h1></main>
  <div id="trap" role="dialog" aria-modal="true" hidden><button>Subscribe</button></div>
  <div id="place"><dialog><button>Accept</button></dialog></div>
  <div style="position: fixed; inset: 0; z-index: 2147483647; background: #eeec"></div>`;

/** Returns a policy that forbids scripts and HTML from strings. */
export const hostilePolicy = (support: string): string =>
  `script-src ${support} 'unsafe-inline' 'wasm-unsafe-eval'; connect-src ${support}; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";
