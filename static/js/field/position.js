// Notes where one stands, if one likes; nothing waits for it.

import { said } from "./words.js";

const LONGEST = 60_000;

const told = ({ coords }) => ({
  latitude: Number(coords.latitude.toFixed(6)),
  longitude: Number(coords.longitude.toFixed(6)),
  accuracy: Math.round(coords.accuracy),
});

// `position` is what was noted before, `note` keeps what the phone says.
export const mountPosition = (container, position, note) => {
  const button = container.querySelector("button");
  const words = container.querySelector("[role=status]");
  const show = (known) => {
    if (known) words.textContent = said(words.dataset.wordsNoted, known);
  };
  show(position);
  container.hidden = !navigator.geolocation;
  button.addEventListener("click", () => {
    words.textContent = words.dataset.wordsAsking;
    navigator.geolocation.getCurrentPosition(
      (found) => {
        show(told(found));
        note(told(found));
      },
      () => (words.textContent = words.dataset.wordsNone),
      { enableHighAccuracy: true, timeout: LONGEST, maximumAge: LONGEST },
    );
  });
};
