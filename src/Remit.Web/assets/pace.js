// The page works by its form without this. Where it runs, a slider goes with the minimum growth, and the outcome is drawn anew while it is dragged.
const form = document.getElementById('terms')
const minimum = document.getElementById('minimum')

const label = document.createElement('label')
label.className = 'nhsuk-label'
label.htmlFor = 'slider'
label.textContent = 'Drag the minimum growth'
const slider = Object.assign(document.createElement('input'), { type: 'range', id: 'slider', min: 0, max: 6, step: 0.01 })
const set = () => { slider.value = minimum.value; slider.setAttribute('aria-valuetext', `${slider.value}%`) }
set()
minimum.after(label, slider)

const address = (withMap) => {
  const query = new URLSearchParams(new FormData(form))
  if (!withMap) query.set('map', 'no')
  return `/allocations?${query}`
}
let busy = false
let wanted = null
// One at a time: whoever drags only wants the last.
async function show(withMap) {
  wanted = withMap
  if (busy) return
  busy = true
  try {
    while (wanted !== null) {
      const now = wanted
      wanted = null
      const answer = await fetch(address(now))
      if (!answer.ok) { location.href = address(true); return }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      document.getElementById('outcome').replaceWith(page.getElementById('outcome'))
    }
  } finally {
    busy = false
  }
}

slider.addEventListener('input', () => { minimum.value = slider.value; set(); show(false) })
slider.addEventListener('change', () => { history.replaceState(null, '', address(true)); show(true) })
minimum.addEventListener('change', set)
