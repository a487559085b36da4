// Says that this browser lets a page keep nothing, as some do in a private window: the field app
// cannot work there, the pages of the browser can.

export const tellNoStore = (trouble) => {
  console.warn(trouble);
  document.getElementById("no-store").hidden = false;
};
