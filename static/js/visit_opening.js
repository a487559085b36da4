// Proposes whether a station opened on time, from the time given and the legal one. It only says
// so: the team answers.

const form = document.getElementById("visit-form");
const opened = form.elements["answer-opening.opened_at"];
const question = form.querySelector("[data-question='opening.on_time']");

const minutes = (time) => {
  const [hours, rest] = time.split(":").map(Number);
  return hours * 60 + rest;
};

if (opened && question) {
  const note = document.createElement("p");
  note.className = "question-proposal";
  note.setAttribute("role", "status");
  question.querySelector(".options").before(note);
  const propose = () => {
    const { openingTime: legal, lateAfter } = form.dataset;
    if (!legal || !/^\d\d:\d\d$/.test(opened.value)) {
      note.textContent = "";
      return;
    }
    const late = minutes(opened.value) - minutes(legal) > Number(lateAfter);
    const words = late ? form.dataset.wordsLate : form.dataset.wordsOnTime;
    // In the field app the page is made before it is known which mission's times it shows.
    note.textContent = words.replace("%(legal)s", legal).replace("%(minutes)s", lateAfter);
  };
  form.addEventListener("change", propose);
  propose();
}
