// The values of one field, each in an input of its own, are one control to its form; one more input waits for the next.
customElements.define("several-values", class extends HTMLElement {
  static formAssociated = true;
  #control = this.attachInternals();

  connectedCallback() {
    this.addEventListener("input", this);
    this.handleEvent();
  }

  get value() {
    return [...this.children].map((input) => input.value).filter(Boolean).join(", ");
  }

  set value(text) {
    this.replaceChildren(this.firstElementChild);
    text.split(/[, ]+/).forEach((value) => {
      this.lastElementChild.value = value;
      this.handleEvent();
    });
  }

  focus() {
    this.firstElementChild.focus();
  }

  handleEvent() {
    const last = this.lastElementChild;
    if (last.value) {
      this.append(last.cloneNode());
      Object.assign(this.lastElementChild, { id: "", value: "", ariaLabel: this.dataset.another });
    }
    for (const input of this.children) input.setAttribute("form", ""); // in no form: this is what it sends
    this.#control.setFormValue(this.value);
  }
});
