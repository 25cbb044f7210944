// A button that is taken away between press and release is not clicked.

/**
 * Waits while something in a place is pressed, by a mouse or by the space bar,
 * and the click has not come: after it a finger leaves its mark for a while.
 */
export async function released(place, isClicked) {
  while (!isClicked() && place.querySelector(":active")) await new Promise(requestAnimationFrame);
}
