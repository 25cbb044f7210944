// Waits for clicks, because a button that is removed between press and release gets no click.

/**
 * Waits while an element in `place` is pressed and has not been clicked. After a click, an
 * element pressed by a finger stays `:active` for a while.
 */
export async function released(place, isClicked) {
  while (!isClicked() && place.querySelector(":active")) await new Promise(requestAnimationFrame);
}
