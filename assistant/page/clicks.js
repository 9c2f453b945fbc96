// Runs once for each part of the page that holds buttons: tells Gradio which one was pressed.
const tell = {
  open: (reference) => trigger("open", { reference }),
  timeline: (turn) => trigger("timeline", { turn }),
  ask: (question) => trigger("ask", { question }),
  back: () => {
    const opener = document.querySelector(window.briefingOpener || "#question textarea");
    if (opener) opener.focus();
  },
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  for (const name of Object.keys(tell)) {
    if (!button || !(name in button.dataset)) continue;
    if (button.closest("#conversation")) window.briefingOpener = `#conversation [data-${name}="${CSS.escape(button.dataset[name])}"]`;
    tell[name](button.dataset[name]);
  }
});
watch("value", () => {
  const last = element.querySelector(".exchange:last-child");
  if (last) last.scrollIntoView({ block: "start", behavior: "smooth" });
});
