/**
 * The first screen, before anything else has loaded: needs no storage, no network, no WebAssembly. Chooses the
 * language and the country's numbers, and says to the rest of the page (by events on the document) what was
 * answered: "decklid-way-is-free", or "decklid-emergency" with the kind. The answer also stands on the root element:
 * data-free, or data-emergency. The SOS button belongs to it, so that it is there whatever the rest does. While the
 * rest is loading, or if it cannot start, it shows what holds for every car.
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
  var page = document.documentElement;
  var first = document.getElementById("first");
  var general = document.getElementById("general");
  var sos = document.getElementById("sos");
  var patience_ms = 3000; // of somebody who waits for the rest; then what holds for every car is shown
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

  /** The numbers in a sentence as links that a phone dials. */
  function dialled(sentence) {
    var line = document.createDocumentFragment();
    sentence.split(/(\d{2,})/).forEach(function (part, k) {
      var link = k % 2 === 1 ? line.appendChild(document.createElement("a")) : null;
      if (link) {
        link.className = "call";
        link.href = "tel:" + part;
      }
      (link || line).appendChild(document.createTextNode(part));
    });
    return line;
  }

  /** In the language that is shown. */
  function showNumbers(code) {
    var card = first.querySelector("[data-language]:not([hidden])");
    var choice = card.querySelector("select.country");
    choice.value = code;
    choice.selectedIndex = Math.max(choice.selectedIndex, 0);
    var row = card.querySelector(".numbers");
    row.textContent = "";
    row.appendChild(dialled(choice.options[choice.selectedIndex].dataset.numbers));
  }

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, {detail: detail}));
  }

  first.addEventListener("change", function (event) {
    if (event.target.matches("select.country")) {
      chosen = event.target.value; // in another language too, whether or not the device keeps it
      keep("country", chosen);
      showNumbers(chosen);
    }
  });

  /** Unfolds the script of this kind in the language that is shown, and folds the others. */
  function unfold(kind) {
    all.call(first.querySelectorAll("details.script")).forEach(function (script) {
      script.open = script.dataset.kind === kind && !script.closest("[data-language]").hidden;
    });
  }

  /** The first screen again; no step stands beside it. */
  function showFirst(kind) {
    general.hidden = true;
    first.hidden = false;
    sos.hidden = true;
    page.dataset.emergency = kind || "ask";
    delete page.dataset.free;
    unfold(kind);
    document.getElementById("main").focus();
    window.scrollTo(0, 0);
  }

  /** An unfolded script is a yes; its own fold closes the others, so that one script stands on the screen. */
  first.addEventListener("toggle", function (event) {
    var script = event.target;
    if (script.matches("details.script") && script.open) {
      unfold(script.dataset.kind);
      if (page.dataset.emergency !== script.dataset.kind) {
        page.dataset.emergency = script.dataset.kind;
        delete page.dataset.free;
        tell("decklid-emergency", script.dataset.kind);
      }
    }
  }, true);

  /** What holds for every car, and a call; `state`: "loading", "slow" or "failed". */
  function showGeneral(state) {
    all.call(general.querySelectorAll("[data-when]")).forEach(function (part) {
      part.hidden = part.dataset.when.split(" ").indexOf(state) < 0;
    });
    general.hidden = false;
  }

  /** The way is free, but the rest is not here yet, or will not come. */
  function bridge() {
    if (page.dataset.free !== "yes" || page.dataset.ready === "yes") {
      return;
    }
    showGeneral(page.dataset.ready === "no" ? "failed" : "loading");
    setTimeout(function () {
      if (page.dataset.free === "yes" && !page.dataset.ready) {
        showGeneral("slow");
      }
    }, patience_ms);
  }

  first.addEventListener("click", function (event) {
    if (event.target.matches("button.free")) {
      unfold("");
      delete page.dataset.emergency;
      page.dataset.free = "yes";
      first.hidden = true;
      sos.hidden = false;
      bridge();
      tell("decklid-way-is-free");
    }
  });

  general.addEventListener("click", function (event) {
    if (event.target.matches("button.again")) {
      location.reload();
    }
  });

  sos.addEventListener("click", function () {
    showFirst("");
    tell("decklid-emergency", "ask");
  });

  document.addEventListener("decklid-ask-first", function (event) { showFirst(event.detail); });
  document.addEventListener("decklid-language", function (event) {
    showLanguage(event.detail);
    showNumbers(chosen);
    unfold(page.dataset.emergency);
  });

  function failed() {
    if (page.dataset.ready !== "yes") {
      page.dataset.ready = "no";
      bridge();
    }
  }

  document.addEventListener("decklid-failed", failed);
  document.addEventListener("decklid-ready", function () {
    showGeneral("unknown");
    general.hidden = true;
  });
  // A file that is missing tells its element, one that is damaged tells the window.
  window.addEventListener("error", function (event) {
    if (!event.target || event.target === window || event.target.tagName === "SCRIPT") {
      failed();
    }
  }, true);
  if (typeof WebAssembly !== "object" || typeof Worker !== "function" || !("noModule" in HTMLScriptElement.prototype)) {
    failed();
  }

  var code = language();
  var chosen = country();
  document.documentElement.lang = code;
  showLanguage(code);
  showNumbers(chosen);
  all.call(first.querySelectorAll("[data-script]")).forEach(function (part) { part.hidden = false; });
}());
