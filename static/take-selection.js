// Puts the text that is selected in the document into the field of the passage.
const offer = document.getElementById("deed-take");
const field = document.getElementById("id_passage");
if (offer && field) {
  const said = document.getElementById("deed-said");
  let selected = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.rangeCount && said.contains(selection.anchorNode)) {
      selected = selection.toString().trim() || selected;
    }
  });
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    if (selected) {
      field.value = selected;
      field.focus();
    }
  });
}
