// Who told it is asked of what was told; what was written stays in sight, and is sent.

export const mountToldBy = (form) => {
  const part = form.querySelector("[data-told]");
  const show = () => {
    const isTold = form.elements.basis.value === "told";
    part.hidden = !isTold && [...part.querySelectorAll("input")].every((input) => !input.value);
  };
  form.addEventListener("change", show);
  show();
};
