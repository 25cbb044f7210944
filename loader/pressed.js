// A button that is taken away between press and release is not clicked.

/** Waits while something in a place is pressed: by a mouse, or by the space bar. */
export async function released(place) {
  while (place.querySelector(":active")) await new Promise(requestAnimationFrame);
}
