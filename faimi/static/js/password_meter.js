// Says how well a new password holds while it is typed. The server judges, by the rules by which it takes one or not.
const PAUSE_MS = 400;
const AWAY = "The server cannot be reached; the password is judged when you save.";

for (const place of document.querySelectorAll("[data-judge]")) {
  const field = place.querySelector("[autocomplete=new-password]");
  const token = place.querySelector("[name=csrf_token]")?.value ?? "";
  const meter = Object.assign(document.createElement("meter"), { max: 4, low: 3, high: 4, optimum: 4, ariaLabel: "How hard it is to guess" });
  const words = document.createElement("span");
  const line = document.createElement("p");
  let asked = 0;
  let waiting;
  line.className = "hint strength";
  line.hidden = true;
  words.role = "status";
  line.append(meter, words);
  field.after(line);

  const judge = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ password: field.value });
    const answer = await fetch(place.dataset.judge, { method: "POST", headers: { "X-CSRFToken": token }, body })
      .then((response) => (response.ok ? response.json() : Promise.reject(response)))
      .catch(() => ({ score: 0, words: AWAY }));
    if (mine !== asked) return;
    meter.value = answer.score;
    words.textContent = answer.words;
    line.hidden = field.value === "";
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(judge, PAUSE_MS);
    line.hidden = field.value === "";
  });
}
