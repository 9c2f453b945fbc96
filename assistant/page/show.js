// After a report or a timeline was opened: bring it into view, and the keyboard with it.
() => {
  const shown = () => {
    const panel = document.getElementById("panel");
    const mark = panel.querySelector("mark");
    const fits = (it) => it.getBoundingClientRect().bottom - panel.getBoundingClientRect().top < window.innerHeight;
    panel.scrollTop = 0;
    if (!mark || !mark.offsetParent || fits(mark)) panel.scrollIntoView({ block: "start" });
    else mark.scrollIntoView({ block: "center" });
    if (mark && mark.offsetParent) mark.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => setTimeout(shown, 60));
}
