// The page works without this. Where it runs, a scenario file is read into the form by the browser: it is sent nowhere but in the address of the plan.
const text = document.getElementById('scenario')
const group = Object.assign(document.createElement('div'), { className: 'nhsuk-form-group' })
const label = Object.assign(document.createElement('label'), { className: 'nhsuk-label', htmlFor: 'file', textContent: 'Or open a scenario file (CSV)' })
const file = Object.assign(document.createElement('input'), { type: 'file', id: 'file', accept: '.csv,text/csv', className: 'nhsuk-input' })
group.append(label, file)
text.closest('.nhsuk-form-group').after(group)
file.addEventListener('change', async () => { if (file.files.length > 0) text.value = await file.files[0].text() })

// The list grows shorter as one types; what is chosen stays.
const sought = document.getElementById('q')
const items = [...document.querySelectorAll('.remit-choice .nhsuk-checkboxes__item')]
sought.addEventListener('input', () => {
  const wanted = sought.value.trim().toLowerCase()
  for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted) && !item.querySelector('input').checked
})
