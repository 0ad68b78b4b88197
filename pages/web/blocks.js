// Blocks: headings, cards, lists and real tables from a tree of [tag, attributes, ...children]; text is set as text, never as HTML.
const TAGS = new Set(
  ("a article b button caption dd details div dl dt em form h1 h2 h3 h4 header input label li mark nav ol option p section select small "
    + "span strong summary table tbody td th thead tr ul").split(" "),
)
const ATTRIBUTES = new Set(
  ("class href target rel scope colspan rowspan title role tabindex open id lang value name type placeholder selected for datetime "
    + "aria-label aria-hidden aria-current aria-describedby data-go data-key data-here").split(" "),
)
const LEADS_ELSEWHERE = /^(?:[a-z]+:|\/\/)/i

function element(part) {
  if (typeof part === "string") return document.createTextNode(part)
  const [tag, attributes, ...children] = part
  if (!TAGS.has(tag)) throw new Error(`no block: ${tag}`)
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) made.style.setProperty(name, value)
    else if (ATTRIBUTES.has(name) && !(name === "href" && LEADS_ELSEWHERE.test(value))) made.setAttribute(name, value)
  }
  made.append(...children.map(element))
  return made
}

const stops = (part) => [...part.querySelectorAll("a[href], select, input, summary, [tabindex]")]

export default function ({ data, parentElement, setTriggerValue }) {
  const go = (address) => setTriggerValue("go", address)
  const whole = element(data.tree)
  const at = stops(parentElement).indexOf(parentElement.getRootNode().activeElement)
  parentElement.replaceChildren(...parentElement.querySelectorAll("style, link"), whole)
  stops(whole)[at]?.focus({ preventScroll: true }) // who goes by the keyboard stays where they were

  // A passage that was asked for is brought into sight once.
  const here = whole.querySelector("[data-here]")
  if (here && parentElement.here !== here.dataset.here) {
    parentElement.here = here.dataset.here
    here.scrollIntoView({ block: "center" })
  }

  // A plain click stays in the reader's session; with a key held the browser opens a tab as for any link.
  whole.onclick = (event) => {
    const link = event.target.closest("a[href]")
    if (!link || link.target || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(link.getAttribute("href"))
  }
  whole.onchange = ({ target }) => {
    if (!target.matches("select[data-go]")) return
    const { key } = target.dataset, chosen = target.selectedOptions[0]
    if (key) localStorage.setItem(key, chosen.dataset.key ?? "")
    go(target.value)
  }
  whole.onsubmit = (event) => {
    event.preventDefault()
    go(event.target.dataset.go + encodeURIComponent(event.target.elements[0].value.trim()))
  }
  // What was chosen once is chosen again where the address that was opened says nothing of it; on the way back nothing is.
  const select = whole.querySelector("select[data-key]"), asked = select?.dataset.key
  if (select && !window[asked] && (window[asked] = true) && !select.selectedOptions[0]?.dataset.key) {
    const stored = localStorage.getItem(asked)
    const option = stored && [...select.options].find((one) => one.dataset.key === stored)
    if (option) go(option.value)
  }
}
