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
async function show(address, keep) {
  const mine = ++asked
  const answer = await fetch(address)
  if (!answer.ok) { location.href = address; return }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // Whoever drags through the years only wants the last of them.
  if (mine !== asked) return
  document.getElementById('map').replaceWith(page.getElementById('map'))
  for (const part of ['h1', '#years']) document.querySelector(part).innerHTML = page.querySelector(part).innerHTML
  document.title = page.title
  document.getElementById('on').value = page.getElementById('on').value
  links.splice(0, links.length, ...years.querySelectorAll('a'))
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
addEventListener('popstate', () => show(location.href, false))
