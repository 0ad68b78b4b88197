// Pictures of a chart: what Plotly painted, with all that belongs to it, as one file; nothing leaves the browser.
const WIDTH = 720, EDGE = 24 // the same on every screen; on A4 the words of the chart are as large as a footnote
const SHARP = 2, MOST = 16000 // points of a PNG for each pixel, and the longest side that browsers draw
const PATIENCE = 3000, PAUSE = 100 // milliseconds
const INK = "#1a1a1a", PAPER = "#ffffff"
const LOOKS = {
  title: { size: 18, weight: 700, line: 26 },
  said: { size: 13, weight: 400, line: 20 },
  note: { size: 11.5, weight: 400, line: 17 },
}
const SVG = "http://www.w3.org/2000/svg"
const FOR_THE_MOUSE = ".bglayer, .draglayer, .selectionlayer, .menulayer, .zoomlayer, .hoverlayer, .legendtoggle"
// A Chinese character with the marks that stand with it, a word, or a space.
const PIECES = /[（《“「]*[\u2e80-\uffff][、，。；：！？）》”」]*|[^\s\u2e80-\uffff]+|\s+/gu

function made(name, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.textContent = text
  return element
}

const pause = () => new Promise((done) => setTimeout(done, PAUSE))
const widthOf = (chart) => Number(chart.querySelector(".main-svg").getAttribute("width"))

// Plotly paints the chart anew in the width of its element, in several steps: wait until nothing changes any more.
async function widened(chart, element, wide) {
  const last = performance.now() + PATIENCE
  element.style.width = element.style.minWidth = `${wide}px`
  for (let before = ""; performance.now() < last; before = chart.innerHTML) {
    await pause()
    if (chart.innerHTML === before && widthOf(chart) === wide) return
  }
}

// The picture is the same on a telephone and on a screen. Where the lines of the legend become more or fewer, Plotly
// leaves it on the chart; the next time it paints the same, in a width next to it, the legend stands where it belongs.
async function painted(chart) {
  const element = chart.closest('[class*="st-key-"]'), was = [element.style.cssText, widthOf(chart)]
  const wanted = WIDTH - 2 * EDGE
  try {
    for (const wide of [wanted - 1, wanted]) await widened(chart, element, wide)
    return [...chart.querySelectorAll(".main-svg")].map((layer) => layer.cloneNode(true))
  } finally {
    await widened(chart, element, was[1] - 1)
    element.style.cssText = was[0]
  }
}

// Words are dark on white whatever the page is; a link is plain text on paper; lines grow with the picture.
function onPaper(layer) {
  for (const part of layer.querySelectorAll(FOR_THE_MOUSE)) part.remove()
  for (const line of layer.querySelectorAll('[style*="vector-effect"]')) line.style.vectorEffect = ""
  for (const link of layer.querySelectorAll("a")) {
    const plain = made("tspan")
    plain.style.cssText = link.style.cssText
    plain.style.textDecoration = ""
    plain.append(...link.childNodes)
    link.replaceWith(plain)
  }
  for (const words of layer.querySelectorAll("text, tspan")) {
    for (const name of ["data-unformatted", "data-math", "pointer-events"]) words.removeAttribute(name)
    Object.assign(words.style, { fill: INK, fontFamily: "", cursor: "", pointerEvents: "" })
  }
  return [...layer.childNodes]
}

// Text in lines that fit, broken between words or Chinese characters; what is longer than a line is cut.
function folded(text, { size, weight }, font) {
  const ruler = document.createElement("canvas").getContext("2d")
  ruler.font = `${weight} ${size}px ${font}`
  const fits = (line) => ruler.measureText(line.trimEnd()).width <= WIDTH - 2 * EDGE
  const lines = [""]
  for (const piece of text.match(PIECES) || []) {
    for (const part of fits(piece) ? [piece] : piece) {
      if (!fits(lines.at(-1) + part)) lines.push("")
      if (lines.at(-1) || part.trim()) lines[lines.length - 1] += part
    }
  }
  return lines
}

async function drawn({ chart, font, language, title, said, notes, alt }) {
  const layers = await painted(document.querySelector(`.${chart} .js-plotly-plot`))
  const [wide, high] = ["width", "height"].map((side) => Number(layers[0].getAttribute(side)))
  const width = wide + 2 * EDGE, picture = made("svg", { xmlns: SVG, role: "img", "xml:lang": language })
  const paper = made("rect", { width: "100%", fill: PAPER })
  picture.append(made("title", {}, title), made("desc", {}, alt), paper)
  picture.style.fontFamily = font
  let y = EDGE
  const write = (text, look) => {
    for (const line of folded(text, look, font)) {
      const place = { x: EDGE, y: y + look.size, fill: INK, "font-size": look.size, "font-weight": look.weight }
      picture.append(made("text", place, line))
      y += look.line
    }
  }
  write(title, LOOKS.title)
  for (const line of said) write(line, LOOKS.said)
  const body = made("g", { transform: `translate(${EDGE} ${y + EDGE / 2})` })
  body.append(...layers.flatMap(onPaper))
  picture.append(body)
  y += high + EDGE
  for (const line of notes) write(line, LOOKS.note)
  const height = Math.ceil(y + EDGE / 2)
  paper.setAttribute("height", height)
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) picture.setAttribute(name, value)
  return { width, height, text: new XMLSerializer().serializeToString(picture) }
}

const asSvg = ({ text }) => new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" })

async function asPng(picture) {
  const { width, height } = picture, sharp = Math.min(SHARP, MOST / height)
  const address = URL.createObjectURL(asSvg(picture)), image = new Image(), canvas = document.createElement("canvas")
  try {
    image.src = address
    await image.decode()
    Object.assign(canvas, { width: width * sharp, height: height * sharp })
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done) => canvas.toBlob(done, "image/png"))
  } finally {
    URL.revokeObjectURL(address)
  }
}

function save(file, name) {
  const link = document.createElement("a"), address = URL.createObjectURL(file)
  Object.assign(link, { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE)
}

export default function ({ data, parentElement }) {
  const failed = document.createElement("p")
  failed.setAttribute("role", "alert")
  const buttons = Object.entries({ png: asPng, svg: asSvg }).map(([form, as]) => {
    const button = document.createElement("button"), icon = document.createElement("span")
    icon.textContent = data.icons[form]
    icon.setAttribute("aria-hidden", "true")
    icon.setAttribute("translate", "no")
    button.append(icon, data.labels[form])
    button.onclick = async () => {
      button.disabled = true
      failed.textContent = ""
      try {
        save(await as(await drawn(data)), data.files[form])
      } catch {
        failed.textContent = data.failed
      }
      button.disabled = false
    }
    return button
  })
  parentElement.replaceChildren(...parentElement.querySelectorAll("style, link"), ...buttons, failed)
}
