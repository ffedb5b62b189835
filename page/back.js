/**
 * The browser's own Back is the page's Back: every view that a tap leads to is an entry of the browser's history, and
 * going back presses the button of the view that is marked so (data-back). Forward does nothing again.
 */
let depth = history.state?.decklid ?? 0;

/** A tap led to another view; returns the number of its entry. */
export function goneForward() {
  depth += 1;
  history.pushState({decklid: depth}, "");
  return depth;
}

/** The view of this entry could not be drawn and the one before it stands: Back must not lead to it once more. */
export function goneNowhere(entry) {
  if (entry === depth) {
    depth -= 1; // so that what the browser tells of it is no Back
    history.back();
  }
}

const button = () => [...document.querySelectorAll("#app [data-back]")].at(-1);

/** `otherwise()` is the way back from a view without such a button; false if there is none and the page may be left. */
export function watchBack(otherwise) {
  document.addEventListener("click", (event) => {
    if (event.isTrusted && depth > 0 && event.target.closest?.("#app [data-back]")) {
      event.stopPropagation();
      history.back(); // and then as if the browser's own had been pressed
    }
  }, true);
  window.addEventListener("popstate", ({state}) => {
    const to = state?.decklid ?? 0;
    const back = to < depth && !location.hash.startsWith("#case=");
    depth = to;
    if (!back) {
      return;
    }
    if (button()) {
      button().click();
    } else if (!otherwise() && depth > 0) {
      history.go(-depth);
    }
  });
}
