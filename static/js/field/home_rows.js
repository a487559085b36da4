// The rows of the field app's first screen, made of the templates of the page.

const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

const write = (made, name, text) => {
  const place = made.querySelector(`[data-${name}]`);
  place.textContent = text ?? "";
  place.hidden = !text;
};

export const badge = (state) =>
  document
    .getElementById("badges")
    .content.querySelector(`[data-state="${state}"]`)
    .cloneNode(true);

const button = ({ label, primary, act }, title) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = primary ? "btn btn-primary" : "btn btn-outline-secondary";
  made.textContent = label;
  made.setAttribute("aria-label", `${label}: ${title}`);
  made.addEventListener("click", act);
  return made;
};

// One row: `badges` are states, `actions` are [{label, primary, act}].
export const row = ({ title, note, time, badges = [], question, text, actions }) => {
  const made = copy("row");
  write(made, "title", title);
  write(made, "note", [note, time].filter(Boolean).join(" · "));
  write(made, "question", question);
  write(made, "text", text);
  made.querySelector("[data-badges]").append(...badges.map(badge));
  made.querySelector("[data-actions]").append(...actions.map((each) => button(each, title)));
  return made;
};

// A stage of the plan: what is left, and what was visited, folded away.
export const stageBlock = ({ title, note, visited, left, done }) => {
  const made = copy("stage-plan");
  write(made, "title", title);
  write(made, "note", note);
  write(made, "visited", visited);
  made.querySelector("[data-left]").append(...left);
  made.querySelector("[data-left]").hidden = !left.length;
  made.querySelector("details").hidden = !done.length;
  made.querySelector("[data-done]").append(...done);
  return made;
};

const link = (made, name, address, text) => {
  const place = made.querySelector(`[data-${name}]`);
  place.hidden = !text;
  place.href = address;
  place.querySelector("[data-words]").textContent = text;
};

export const contactRow = ({ role, name, phone, dialled, email }) => {
  const made = copy("contact");
  write(made, "title", role);
  write(made, "note", name);
  link(made, "phone", `tel:${dialled}`, phone);
  link(made, "email", `mailto:${email}`, email);
  return made;
};
