// The table of verdicts: text is set as text, never as HTML.
function made(name, text = "", attributes = {}) {
  const element = document.createElement(name)
  element.textContent = text
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

export default function ({ data, parentElement }) {
  const head = document.createElement("tr")
  head.append(...data.headings.map((heading) => made("th", heading, { scope: "col" })))

  const body = document.createElement("tbody")
  for (const { name, better, fields, link } of data.rows) {
    const row = document.createElement("tr")
    const first = made("th", name, { scope: "row" })
    if (better) first.append(made("small", better))
    row.append(first)
    for (const { value, verdict, look } of fields) {
      const field = made("td", value, look ? { class: "judged", style: `--tint: ${data.tints[look]}` } : {})
      field.append(made("small", verdict))
      row.append(field)
    }
    const last = document.createElement("td")
    if (link) last.append(made("a", data.link, { href: link, target: "_blank", rel: "noopener", "aria-label": `${data.link}: ${name}` }))
    row.append(last)
    body.append(row)
  }

  const table = document.createElement("table")
  const top = document.createElement("thead")
  top.append(head)
  table.append(made("caption", data.caption), top, body)
  // A part that scrolls can be reached and moved by the keyboard.
  const part = made("div", "", { class: "part", role: "region", tabindex: "0", "aria-label": data.caption })
  part.append(table)
  parentElement.replaceChildren(...parentElement.querySelectorAll("style, link"), part)
}
