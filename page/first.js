/**
 * The first screen, before anything else has loaded: needs no storage, no network, no WebAssembly. Chooses the
 * language and the country's numbers, and says to the rest of the page (by events on the document) what was
 * answered: "decklid-way-is-free", or "decklid-emergency" with the kind. If the rest cannot start, it shows
 * what holds for every car.
 */
(function () {
  "use strict";

  function stored(key) {
    try {
      return localStorage.getItem("decklid." + key);
    } catch (refused) {
      return null;
    }
  }

  function keep(key, value) {
    try {
      localStorage.setItem("decklid." + key, value);
    } catch (refused) { /* it is chosen again next time */ }
  }

  var all = Array.prototype.slice;
  var first = document.getElementById("first");
  var sections = all.call(document.querySelectorAll("[data-language]"));

  /** Language: chosen before, else the device's, else English. */
  function language() {
    var wanted = [stored("language")].concat(navigator.languages || [navigator.language || "en"]);
    var known = sections.map(function (section) { return section.dataset.language; });
    return wanted.map(function (tag) { return String(tag || "").slice(0, 2).toLowerCase(); })
      .filter(function (code) { return known.indexOf(code) >= 0; })[0] || "en";
  }

  function showLanguage(code) {
    sections.forEach(function (section) { section.hidden = section.dataset.language !== code; });
  }

  /** Country: chosen before, else the region of the device's language. */
  function country() {
    var region = /-([A-Z]{2})\b/.exec(navigator.language || "");
    return stored("country") || (region ? region[1] : "");
  }

  function showNumbers(code) {
    all.call(first.querySelectorAll("[data-language]")).forEach(function (section) {
      var rows = all.call(section.querySelectorAll(".numbers"));
      var known = rows.some(function (row) { return row.dataset.country === code; });
      rows.forEach(function (row) { row.hidden = row.dataset.country !== (known ? code : ""); });
      section.querySelector("select.country").value = known ? code : "";
    });
  }

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, {detail: detail}));
  }

  first.addEventListener("change", function (event) {
    if (event.target.matches("select.country")) {
      keep("country", event.target.value);
      showNumbers(event.target.value);
    }
  });

  /** An unfolded script is a yes; its own fold closes the others, so that one script stands on the screen. */
  first.addEventListener("toggle", function (event) {
    if (event.target.matches("details.script") && event.target.open) {
      all.call(first.querySelectorAll("details.script[open]")).forEach(function (other) {
        other.open = other === event.target;
      });
      tell("decklid-emergency", event.target.dataset.kind);
    }
  }, true);

  /** Nothing computed can be shown: what holds for every car, and a call. */
  function showGeneral() {
    document.getElementById("general").hidden = false;
    first.hidden = true;
  }

  first.addEventListener("click", function (event) {
    if (event.target.matches("button.free")) {
      all.call(first.querySelectorAll("details.script[open]")).forEach(function (script) { script.open = false; });
      if (document.documentElement.dataset.ready === "no") {
        showGeneral();
      }
      document.documentElement.dataset.free = "yes";
      tell("decklid-way-is-free");
    }
  });

  document.addEventListener("decklid-language", function (event) { showLanguage(event.detail); });
  document.addEventListener("decklid-failed", function () {
    document.documentElement.dataset.ready = "no";
    if (document.documentElement.dataset.free === "yes") {
      showGeneral();
    }
  });
  window.addEventListener("error", function (event) {
    if (event.target && event.target.tagName === "SCRIPT") {
      tell("decklid-failed");
    }
  }, true);
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    tell("decklid-failed");
  }

  var code = language();
  document.documentElement.lang = code;
  showLanguage(code);
  showNumbers(country());
  first.classList.add("ready");
}());
