// What people typed into a form: read from its fields, and put back into them.

const fieldsOf = (form) =>
  [...form.elements].filter(
    (field) => field.name && !["hidden", "submit", "button"].includes(field.type),
  );
const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

export const typedIn = (form) => {
  const found = {};
  for (const field of fieldsOf(form)) {
    if (!isChoice(field)) found[field.name] = field.value;
    else if (field.checked) (found[field.name] ??= []).push(field.value);
  }
  return found;
};

export const putBack = (form, values) => {
  for (const field of fieldsOf(form)) {
    if (isChoice(field)) field.checked = (values[field.name] ?? []).includes(field.value);
    else if (field.name in values) field.value = values[field.name];
  }
  // What depends on answers is shown or hidden anew.
  form.dispatchEvent(new Event("change", { bubbles: true }));
};

// Says that something was kept, with the way to throw it away.
export const tellKept = (discard) => {
  const note = document.getElementById("kept");
  note.hidden = false;
  note.querySelector("[data-discard]").addEventListener("click", discard);
};

// Calls when a person changed something; putting back changes nothing.
export const whenTyped = (form, remember) => {
  form.addEventListener("input", remember);
  form.addEventListener("change", (event) => event.isTrusted && remember());
};
