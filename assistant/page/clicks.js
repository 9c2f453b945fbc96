// Runs once for each part of the page that holds buttons: tells Gradio which one was pressed.
const tell = {
  open: (reference) => trigger("open", { reference }),
  timeline: (turn) => trigger("timeline", { turn }),
  trace: (turn) => trigger("trace", { turn }),
  ask: (question) => trigger("ask", { question }),
  back: () => {
    const opener = window.briefingOpener;
    (opener && opener.isConnected ? opener : document.querySelector("#question textarea")).focus();
  },
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  for (const name of Object.keys(tell)) {
    if (!button || !(name in button.dataset)) continue;
    if (button.closest("#conversation")) window.briefingOpener = button;
    tell[name](button.dataset[name]);
  }
});
watch("value", () => {
  const last = element.querySelector(".exchange:last-child");
  if (last) last.scrollIntoView({ block: "start", behavior: "smooth" });
});
