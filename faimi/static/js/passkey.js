// Makes passkeys and signs in with them (WebAuthn). Without it, and in browsers that lack it, passwords do.
const able = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
const token = document.querySelector("[name=csrf_token]")?.value;
const FAILED = "No passkey was used: the device said no, or it was cancelled. Try again.";
const ADDRESS = "This browser uses passkeys only for a site with a name, by https.";
const AWAY = "The server cannot be reached. Try again.";

async function post(url, body) {
  const json = !(body instanceof FormData);
  const headers = json ? { "X-CSRFToken": token, "Content-Type": "application/json" } : { "X-CSRFToken": token };
  const response = await fetch(url, { method: "POST", headers, body: json ? JSON.stringify(body) : body }).catch(() => { throw new Error(AWAY); });
  const answer = await response.json().catch(() => ({ problem: "That did not work. Reload the page and try again." }));
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.problem), { field: answer.field });
}

// What the browser's own API throws is no sentence for a person: only what we say ourselves is shown.
async function device(act) {
  try {
    return await act();
  } catch (error) {
    if (error.name === "InvalidStateError") throw new Error("This device has a passkey for this account already.");
    throw new Error(error.name === "SecurityError" ? ADDRESS : FAILED);
  }
}

async function make(place) {
  const options = await post(place.dataset.options, new FormData(place.querySelector("form")));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await device(() => navigator.credentials.create({ publicKey }))).toJSON();
}

async function use(place) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await post(place.dataset.options, {}));
  return (await device(() => navigator.credentials.get({ publicKey }))).toJSON();
}

async function run(place, act) {
  const problem = place.querySelector("[data-problem]");
  const button = place.querySelector("button");
  problem.textContent = "";
  button.disabled = true;
  try {
    const { to } = await post(place.dataset.passkey, await act(place));
    if (to) location.assign(to);
    else document.querySelector("[name=confirm_password]").form.submit();
  } catch (error) {
    problem.textContent = error.message;
    button.disabled = false;
    (place.querySelector(`[name="${error.field}"]`) ?? button).focus();
  }
}

document.querySelectorAll("[data-passkey]").forEach((place) => {
  const form = place.querySelector("form");
  place.hidden = !able;
  if (form) form.addEventListener("submit", (event) => { event.preventDefault(); run(place, make); });
  else place.querySelector("button").addEventListener("click", () => run(place, use));
});
