// Validates a data package and every table in it, keys and all, with the Frictionless project's own library. Ends with 1 where it is not valid.
const { Package } = require('datapackage')

async function main(path) {
  const found = await Package.load(path)
  const problems = found.errors.map(error => error.message)
  for (const resource of found.resources) {
    try {
      await resource.read({ relations: true })
    } catch (error) {
      problems.push(`${resource.name}: ${error.message}`, ...(error.errors || []).map(each => `${resource.name}: ${each.message}`))
    }
  }
  console.log(problems.length ? problems.join('\n') : `${found.resources.length} tables are valid.`)
  process.exitCode = problems.length ? 1 : 0
}

main(process.argv[2])
