// Says beside the send button how many of the questions asked have an answer, so that nobody sends
// an empty form unawares. What a condition hides is not asked.

const form = document.getElementById("visit-form");
const count = document.getElementById("answered-count");

const isAnswered = (question) => {
  const own = question.querySelectorAll(".options input, .open-answer input, .open-answer textarea");
  return [...own].some((input) =>
    ["radio", "checkbox"].includes(input.type) ? input.checked : input.value.trim() !== "",
  );
};

const tell = () => {
  const asked = [...form.querySelectorAll("[data-question]:not([hidden])")];
  const answered = asked.filter(isAnswered).length;
  count.textContent = count.dataset.words
    .replace("%(answered)s", answered)
    .replace("%(asked)s", asked.length);
  count.classList.toggle("answered-none", answered === 0);
  count.hidden = false;
};

for (const moment of ["input", "change", "step"]) form.addEventListener(moment, tell);
window.addEventListener("pageshow", tell);
tell();
