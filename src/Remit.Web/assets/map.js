// The map works by links without this. Where it runs, a slider goes through the years, and the picture and its table change in place.
const years = document.getElementById('years')
const links = [...years.querySelectorAll('a')]
const current = () => Math.max(0, links.findIndex((link) => link.hasAttribute('aria-current')))

const label = document.createElement('label')
label.className = 'nhsuk-label'
label.htmlFor = 'slider'
label.textContent = 'Through the years'
const slider = Object.assign(document.createElement('input'), { type: 'range', id: 'slider', min: 0, max: links.length - 1, value: current() })
const tell = () => slider.setAttribute('aria-valuetext', links[slider.value].textContent)
tell()
years.before(label, slider)

let asked = 0
let shown = location.search
async function show(address, keep) {
  const mine = ++asked
  const answer = await fetch(address)
  if (!answer.ok) { location.href = address; return }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // Whoever drags through the years only wants the last of them.
  if (mine !== asked) return
  shown = new URL(address, location).search
  document.getElementById('map').replaceWith(page.getElementById('map'))
  // These stay where they are, so that the summary is read out and the focus is not lost.
  for (const part of ['h1', '#map-summary']) document.querySelector(part).innerHTML = page.querySelector(part).innerHTML
  page.querySelectorAll('#years a').forEach((year, n) => {
    links[n].setAttribute('href', year.getAttribute('href'))
    links[n].removeAttribute('aria-current')
    if (year.hasAttribute('aria-current')) links[n].setAttribute('aria-current', 'true')
  })
  document.title = page.title
  document.getElementById('on').value = page.getElementById('on').value
  slider.value = current()
  tell()
  if (keep) history.pushState(null, '', address)
}

slider.addEventListener('input', () => { tell(); show(links[slider.value].href, false) })
slider.addEventListener('change', () => history.pushState(null, '', links[slider.value].href))
years.addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  show(link.href, true)
})
// A step within the page, as to its table, is no other map.
addEventListener('popstate', () => { if (location.search !== shown) show(location.href, false) })
