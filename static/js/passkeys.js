// Passkeys: asks the browser for one and sends what it says with the form it stands in.
// A form says with data-passkey what it is for: make, use, or sign-in (the server then says what
// it wants when the button is pressed, since the page may have been open for long).

const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0),
);
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

// What the browser answers, with bytes as text: the same for a new passkey and for one in use.
function told(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[part]) response[part] = text(answer[part]);
  }
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function make(form) {
  const asked = JSON.parse(form.dataset.options).creation_options.publicKey;
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
      authenticatorSelection: {
        ...asked.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        ...(alone ? { userVerification: "required" } : {}),
      },
    },
  });
}

async function use(form) {
  const said = form.dataset.passkey === "sign-in"
    ? await (await fetch(form.action, { headers: { Accept: "application/json" } })).json()
    : JSON.parse(form.dataset.options);
  const asked = said.request_options.publicKey;
  return navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: known(asked.allowCredentials),
    },
  });
}

function listen(form) {
  const button = form.querySelector("button");
  const failed = form.querySelector(".passkey-failed");
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    button.disabled = true;
    try {
      const credential = await (form.dataset.passkey === "make" ? make(form) : use(form));
      form.querySelector("[name=credential]").value = JSON.stringify(told(credential));
      form.submit();
    } catch {
      failed.textContent = form.dataset.failed;
      failed.hidden = false;
      button.disabled = false;
    }
  });
}

// A passkey is for a name: browsers give none where the address is a number, or is not safe.
const isNumber = /^(\d+(\.\d+){3}|\[.*\])$/.test(location.hostname);

function tell(note) {
  note.hidden = false;
  if (!["127.0.0.1", "[::1]"].includes(location.hostname)) return;
  const link = note.querySelector("[data-at-localhost]");
  const here = new URL(location.href);
  here.hostname = "localhost";
  link.href = here.href;
  link.textContent += `: ${here.origin}`;
  link.hidden = false;
}

if (isNumber || !window.isSecureContext) {
  document.querySelectorAll("[data-no-passkeys]").forEach(tell);
} else if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(listen);
}
