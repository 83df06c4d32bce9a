// The pages work without this. Where it runs, the components of the NHS design system take the keyboard and the small screen further.
import { initAll } from './nhsuk-frontend.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
initAll()
