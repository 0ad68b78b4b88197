// Blocks: headings, cards, lists and real tables from a tree of [tag, attributes, ...children]; text is set as text, never as HTML.
const TAGS = new Set(
  ("a article button caption details div form h1 h2 h3 header input label li mark nav ol option p section select small span strong "
    + "summary table tbody td th thead tr ul").split(" "),
)
const ATTRIBUTES = new Set(
  ("class href target scope title role tabindex lang value name type placeholder selected aria-label aria-hidden aria-current "
    + "data-go data-key data-here data-sheet data-sort data-more data-copy data-done").split(" "),
)
const TIMES = { 万: 1e4, 亿: 1e8 }
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
  const atOnce = attributes["data-sheet"] // rows that are built before the reader asks for the others
  if (atOnce) made.lines = children
  made.append(...children.slice(0, atOnce).map(element))
  return made
}

// A sheet: a table that its headings sort, built as far as it is read, and copied with its headings.
const words = (part) => (typeof part === "string" ? part : part.slice(2).map(words).join(""))
const collator = new Intl.Collator(["zh-Hans", "en"], { numeric: true })

function number(text) {
  const [, digits, times] = /(-?\d[\d,]*(?:\.\d+)?)\s*([万亿])?/.exec(text) ?? []
  return digits && Number(digits.replaceAll(",", "")) * (TIMES[times] ?? 1)
}

function sort(heading) {
  const [body] = heading.closest("table").tBodies, shown = body.rows.length, at = heading.cellIndex + 2
  const turned = heading.ariaSort === "ascending" ? -1 : 1, isNumber = heading.dataset.sort === "number"
  for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort")
  heading.ariaSort = turned === 1 ? "ascending" : "descending"
  const keyed = body.lines.map((line) => [line, words(line[at])])
    .map(([line, text]) => ({ line, text, key: isNumber ? number(text) : text || undefined }))
  keyed.sort((a, b) => (a.key === undefined) - (b.key === undefined) // what has none stands last, whichever way
    || turned * ((isNumber ? a.key - b.key || 0 : 0) || collator.compare(a.text, b.text)))
  body.lines = keyed.map(({ line }) => line)
  body.replaceChildren(...body.lines.slice(0, shown).map(element))
}

// Text that a spreadsheet would read as a formula is kept text: by a space in plain text, by its format in a table.
const isFormula = (text) => /^[=+@-]/.test(text) && Number.isNaN(Number(text))

function copy(table, lines, event) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent)
  const rows = [heads, ...lines.map((line) => line.slice(2).map(words))]
  const plain = (text) => (isFormula(text) ? " " : "") + text.replace(/\s+/g, " ")
  event.preventDefault()
  event.clipboardData.setData("text/plain", rows.map((row) => row.map(plain).join("\t")).join("\r\n"))
  const made = document.createElement("table")
  for (const row of rows) {
    const line = made.insertRow()
    for (const text of row) {
      const cell = line.insertCell()
      cell.textContent = text
      if (isFormula(text)) cell.setAttribute("style", "mso-number-format:'\\@'")
    }
  }
  event.clipboardData.setData("text/html", made.outerHTML)
}

function marked(root, table) {
  const selection = root.getSelection?.() ?? document.getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return []
  const range = selection.getRangeAt(0), [body] = table.tBodies
  const cells = [...body.rows].flatMap((row) => [...row.cells]).filter((cell) => range.intersectsNode(cell))
  return cells.length > 1 ? [...new Set(cells.map((cell) => body.lines[cell.parentElement.rowIndex - 1]))] : []
}

const stops = (part) => [...part.querySelectorAll("a[href], select, input, summary, [tabindex]")]

export default function ({ data, parentElement, setTriggerValue }) {
  const go = (address) => setTriggerValue("go", address)
  const whole = element(data.tree)
  const at = stops(parentElement).indexOf(parentElement.getRootNode().activeElement)
  parentElement.replaceChildren(...parentElement.querySelectorAll("style, link"), whole)
  stops(whole)[at]?.focus({ preventScroll: true }) // keeps the focus of keyboard users

  // A requested passage is scrolled into view once only.
  const here = whole.querySelector("[data-here]")
  if (here && parentElement.here !== here.dataset.here) {
    parentElement.here = here.dataset.here
    here.scrollIntoView({ block: "center" })
  }

  // Words within one cell are copied as ever; of several cells the rows, with the headings.
  whole.oncopy = (event) => {
    const table = event.target.closest?.("table")
    const lines = table?.tBodies[0].lines ? marked(parentElement.getRootNode(), table) : []
    if (lines.length) copy(table, lines, event)
  }

  const pressed = (button) => {
    const heading = button.closest("th[data-sort]")
    if (heading) return sort(heading)
    const table = button.closest(".sheet-ways").previousElementSibling.querySelector("table"), [body] = table.tBodies
    if (button.dataset.more !== undefined) {
      body.replaceChildren(...body.lines.map(element))
      button.remove()
      return
    }
    // Where the address is not https, as on an intranet, this is the one way to the clipboard.
    document.addEventListener("copy", (event) => copy(table, body.lines, event), { once: true })
    if (document.execCommand("copy")) button.textContent = button.dataset.done
  }

  // A plain click stays in the reader's session; with a modifier key, the browser opens a tab as for any link.
  whole.onclick = (event) => {
    const button = event.target.closest("button[type=button]")
    if (button) return pressed(button)
    const link = event.target.closest("a[href]")
    if (!link || link.target || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(link.getAttribute("href"))
  }
  whole.onchange = ({ target }) => {
    if (!target.matches("select[data-go]")) return
    localStorage.setItem(target.dataset.key, target.selectedOptions[0].dataset.key)
    go(target.value)
  }
  whole.onsubmit = (event) => {
    event.preventDefault()
    go(event.target.dataset.go + encodeURIComponent(event.target.elements[0].value.trim()))
  }
  // Restores the stored choice, once per window, if the opened address names none; going back restores nothing.
  const select = whole.querySelector("select[data-key]"), asked = select?.dataset.key
  if (select && !window[asked] && (window[asked] = true) && !select.selectedOptions[0]?.dataset.key) {
    const stored = localStorage.getItem(asked)
    const option = stored && [...select.options].find((one) => one.dataset.key === stored)
    if (option) go(option.value)
  }
}
