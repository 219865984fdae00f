// A key that is shown can be copied, and is hidden again after its seconds.
for (const key of document.querySelectorAll(".keyholder-key")) {
  const value = key.querySelector(".keyholder-key__value");
  const copy = key.querySelector(".keyholder-key__copy");
  const left = key.querySelector(".keyholder-key__left");
  let seconds = Number(key.dataset.hideAfter);

  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(value.textContent);
      copy.textContent = "Copied";
    });
  }

  const hide = () => {
    value.textContent = "Hidden again. Show it once more if you need it.";
    copy.remove();
    left.textContent = "";
    clearInterval(clock);
  };
  const tick = () => {
    seconds -= 1;
    if (seconds <= 0) hide();
    else if (seconds % 10 === 0) left.textContent = `Hidden in ${seconds} seconds.`;
  };
  const clock = setInterval(tick, 1000);
  window.addEventListener("pagehide", hide);
}
