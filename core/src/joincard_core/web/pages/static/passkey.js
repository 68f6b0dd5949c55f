// Passkeys (WebAuthn Level 3): asks the authenticator, and sends its answer with the form around. The page shows
// everything else without this file; what is hidden there shows itself only where a browser can do it.
(function () {
  "use strict";
  var place = document.getElementById("passkey");
  if (!place || !window.PublicKeyCredential || !navigator.credentials) return;
  var answer = document.getElementById("passkey-answer");
  var said = document.getElementById("passkey-error");
  var adds = place.getAttribute("data-for") === "add";
  var button = document.getElementById(adds ? "passkey-add" : "passkey-sign-in");
  var asking = null;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    var found = new Uint8Array(plain.length);
    for (var n = 0; n < plain.length; n++) found[n] = plain.charCodeAt(n);
    return found.buffer;
  }

  function text(buffer) {
    var plain = "";
    var found = new Uint8Array(buffer);
    for (var n = 0; n < found.length; n++) plain += String.fromCharCode(found[n]);
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function options() {
    var found = JSON.parse(place.getAttribute("data-options"));
    found.challenge = bytes(found.challenge);
    if (found.user) found.user.id = bytes(found.user.id);
    (found.excludeCredentials || []).forEach(function (each) {
      each.id = bytes(each.id);
    });
    return found;
  }

  function written(made) {
    var response = { clientDataJSON: text(made.response.clientDataJSON) };
    if (adds) {
      response.attestationObject = text(made.response.attestationObject);
      response.transports = made.response.getTransports ? made.response.getTransports() : [];
    } else {
      response.authenticatorData = text(made.response.authenticatorData);
      response.signature = text(made.response.signature);
      response.userHandle = made.response.userHandle ? text(made.response.userHandle) : "";
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response: response });
  }

  function send(made) {
    answer.value = written(made);
    HTMLFormElement.prototype.submit.call(answer.form);
  }

  function ask(mediation) {
    if (asking) asking.abort();
    asking = window.AbortController ? new AbortController() : null;
    var wanted = { publicKey: options() };
    if (asking) wanted.signal = asking.signal;
    if (mediation) wanted.mediation = mediation;
    return adds ? navigator.credentials.create(wanted) : navigator.credentials.get(wanted);
  }

  function explain(error) {
    var known = { NotAllowedError: "data-dismissed", AbortError: "data-dismissed", InvalidStateError: "data-known" };
    said.textContent = place.getAttribute(known[error && error.name] || "data-failed");
    said.hidden = false;
    button.disabled = false;
  }

  // Enter in the field of the name means the button; what the authenticator sends does not come by here.
  if (adds) {
    answer.form.addEventListener("submit", function (event) {
      event.preventDefault();
      button.click();
    });
  }
  button.addEventListener("click", function () {
    if (adds && answer.form.reportValidity && !answer.form.reportValidity()) return;
    said.hidden = true;
    button.disabled = true;
    ask("").then(send).catch(explain);
  });
  // A page that comes back from the browser's memory can be used again, with a new challenge.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
  place.hidden = false;

  // Passkeys among what the browser proposes for the first field, where it can; nothing is said when it cannot.
  var field = document.getElementById("number");
  if (adds || !field || !window.PublicKeyCredential.isConditionalMediationAvailable) return;
  window.PublicKeyCredential.isConditionalMediationAvailable()
    .then(function (can) {
      if (!can || button.disabled) return;
      field.autocomplete = "username webauthn";
      return ask("conditional").then(send);
    })
    .catch(function () {});
})();
