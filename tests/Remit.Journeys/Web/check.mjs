// Checks what it is given on standard input against the standards' own definitions, and prints what is wrong, one complaint a line.
// { "description": an OpenAPI document, "answers": [{ "of", "schema", "body" }], "resources": [FHIR R4 resources] }
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(import.meta.url)
const { description, answers = [], resources = [] } = JSON.parse(readFileSync(0, 'utf8'))

if (description) {
  const { Validator } = await import('@seriousme/openapi-schema-validator')
  const outcome = await new Validator().validate(structuredClone(description))
  for (const error of outcome.valid ? [] : [outcome.errors].flat()) console.log(`description: ${JSON.stringify(error)}`)

  const ajv = new (require('ajv/dist/2020.js').default)({ strict: false, allErrors: true })
  require('ajv-formats').default(ajv)
  ajv.addSchema({ $id: 'api', ...description })
  for (const { of, schema, body } of answers) {
    // What is not described may not be there either.
    const check = ajv.compile({ $ref: `api#${schema}` })
    if (!check(body)) for (const error of check.errors) console.log(`${of}: ${error.instancePath} ${error.message}`)
    for (const name of Object.keys(body)) if (!(name in (pointed(schema).properties ?? {}))) console.log(`${of}: ${name} is not described`)
  }
}

const { Fhir } = require('fhir')
const fhir = new Fhir()
for (const resource of resources) {
  for (const { severity, location, message } of fhir.validate(resource, { errorOnUnexpected: true }).messages)
    if (severity === 'error' || severity === 'fatal') console.log(`${resource.resourceType}/${resource.id ?? ''}: ${location}: ${message}`)
}

function pointed(pointer) {
  let at = description
  for (const step of pointer.split('/').slice(1)) at = at[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  return at.$ref ? pointed(at.$ref.slice(1)) : at
}
