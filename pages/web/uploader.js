// Uploader: the texts of Streamlit's file field, in the language of the page. The style sheet shows them in place of its own;
// the texts for screen readers are attributes, which are set here again whenever the field is redrawn.
export default function ({ data, parentElement }) {
  const page = parentElement.ownerDocument
  for (const name of ["choose", "large"]) page.documentElement.style.setProperty(`--uploader-${name}`, JSON.stringify(data[name]))
  const names = { stFileUploaderDropzoneInput: "choose", "stBaseButton-minimal": "remove", "stBaseButton-borderlessIcon": "choose" }
  const tell = () => {
    for (const [part, name] of Object.entries(names)) {
      for (const one of page.querySelectorAll(`[data-testid=stFileUploader] [data-testid="${part}"]`)) {
        if (one.getAttribute("aria-label") !== data[name]) one.setAttribute("aria-label", data[name])
      }
    }
  }
  const watch = new MutationObserver(tell)
  watch.observe(page.body, { childList: true, subtree: true })
  tell()
  return () => watch.disconnect()
}
