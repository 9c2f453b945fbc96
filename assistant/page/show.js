// After a report or a timeline was opened: bring it into view, and the keyboard with it.
() => {
  const shown = () => {
    const panel = document.getElementById("panel");
    const mark = panel.querySelector("mark");
    const aim = mark && mark.offsetParent ? mark : panel;
    aim.scrollIntoView({ block: aim === mark ? "center" : "start" });
    if (aim === mark) mark.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => setTimeout(shown, 60));
}
