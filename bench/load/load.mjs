// Starts the site and its peer, sees that they answer alike, loads each with wrk, and writes a page of figures.
import { spawn, spawnSync, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, createReadStream, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const { values: asked } = parseArgs({
  options: {
    workspace: { type: 'string' }, reference: { type: 'string' }, seconds: { type: 'string', default: '10' }, day: { type: 'string', default: '2025-06-10' },
    generator: { type: 'string', default: process.env.REMIT_GENERATOR || join(root, '../shared/responsibility/samples/gen.py') }, postcodes: { type: 'string', default: '1700000' }, out: { type: 'string' },
  },
})
const seconds = Number(asked.seconds)
const connections = [1, 16, 64]
const work = mkdtempSync(join(tmpdir(), 'remit-load-'))
const running = []
process.on('SIGINT', () => process.exit(130))
process.on('exit', () => {
  for (const process of running) process.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true })
})

try {
  await main()
} finally {
  for (const { stop } of running.slice().reverse()) await stop?.()
}
process.exit(0)

async function main() {
  const world = asked.reference ?? (asked.workspace ? undefined : makeWorld())
  note('Starting the site…')
  const site = await startSite(world)
  const peer = world ? await startPeer(world) : { absent: 'it needs plain tables: --reference FOLDER' }

  const places = await somePlaces(site, world)
  const codes = (await json(`${site.address}/api/v1/organisations?limit=2000`)).rows.map((r) => r.code)
  const look = (prefix) => file(`${prefix}-look-ups`, places.map((p) => `${prefix === 'peer' ? '/commissioner' : '/api/v1/commissioner'}?place=${encodeURIComponent(p)}&on=${asked.day}`))
  const assets = [...(await (await fetch(`${site.address}/`)).text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((m) => m[1])
  const small = assets.find((a) => a.endsWith('site.css'))
  const large = assets.find((a) => a.endsWith('nhsuk-frontend.css'))

  let alike = 'not compared: there is no peer'
  if (peer.address) alike = await compare(site, peer, places.filter((_, n) => n % Math.ceil(places.length / 2000) === 0))
  note(`The same answers: ${alike}.`)

  const bouts = [
    { what: 'A plain static file', of: site, paths: file('static', [small]) },
    { what: 'Look-up of a place, API', of: site, paths: look('site') },
    { what: 'Look-up of a postcode, the peer', of: peer, paths: peer.address && look('peer') },
    { what: 'Organisation, API', of: site, paths: file('organisations', codes.map((c) => `/api/v1/organisations/${c}?on=2019-04-01`)) },
    { what: 'Organisation, FHIR', of: site, paths: file('fhir', codes.map((c) => `/api/fhir/R4/Organization/${c}`)) },
    { what: 'Organisation, page', of: site, paths: file('pages', codes.map((c) => `/organisations/${c}?on=2019-04-01`)) },
    { what: 'A large static file', of: site, paths: file('large', [large]) },
  ]
  const lines = []
  for (const { what, of, paths } of bouts) {
    if (!of.address) {
      lines.push(`| ${what} | | not run: ${of.absent} | | | | | |`)
      continue
    }

    await wrk(of, paths, 16, Math.max(2, Math.ceil(seconds / 3)))
    for (const c of connections) {
      const m = await wrk(of, paths, c, seconds)
      lines.push(`| ${what} | ${c} | ${whole(m.requests / m.seconds)} | ${m.p50.toFixed(2)} | ${m.p99.toFixed(2)} | ${m.errors} | ${whole((m.cpu / m.requests) * 1e6)} | ${whole(m.bytes / m.requests)} |`)
      note(lines.at(-1))
    }
  }

  const model = readFileSync('/proc/cpuinfo', 'utf8').match(/^model name\s*:\s*(.*)$/m)?.[1] ?? 'unknown processor'
  const folder = `${model.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-|-$/g, '')}-${cpus().length}-cores`
  const out = asked.out ?? join(root, 'bench', 'results', folder, 'load.md')
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `# Load on one machine

${model}, ${cpus().length} cores, shared by what is asked, what asks (wrk, one thread) and whatever stands behind. ${new Date().toISOString().slice(0, 10)}, .NET ${execFileSync('dotnet', ['--version'], { encoding: 'utf8' }).trim()}, Node ${process.version}${peer.version ? `, ${peer.version}` : ''}.
${world ? `Plain tables: ${count(world, 'postcodes.csv')} rows of postcodes, ${count(world, 'practices.csv')} of practices.` : 'A workspace of official files.'} ${places.length.toLocaleString('en-GB')} different places are asked about on ${asked.day}, ${codes.length.toLocaleString('en-GB')} organisations; ${seconds} seconds each after warming up.

The same answers: ${alike}. nginx: ${spawnSync('which', ['nginx']).status === 0 ? 'installed, not loaded here' : 'not installed'}.

| what | connections | requests a second | p50, ms | p99, ms | errors | CPU µs a request | bytes a request |
|---|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

CPU is user and system time of everything that answers (for the peer: Node's workers and PostgreSQL), without wrk's. Compare lines of one page only. [How it is measured](../../README.md#load).
`)
  console.log(readFileSync(out, 'utf8'))
}

function makeWorld() {
  if (!existsSync(asked.generator)) refuse(`No tables were named (--reference FOLDER), and the generator ${asked.generator} is not there (--generator FILE makes a country of national size).`)
  const world = join(root, 'bench', '.work', `load-${asked.postcodes}`)
  if (!existsSync(join(world, 'services.csv'))) {
    note('Making a country…')
    mkdirSync(world, { recursive: true })
    execFileSync('python3', [asked.generator, '--make-world', world, '--base', resolve(dirname(asked.generator), '../world'), '--practices', '6500', '--postcodes', asked.postcodes], { stdio: 'ignore' })
  }
  return world
}

async function startSite(world) {
  const from = world ? ['--reference', resolve(world), '--workspace', join(work, 'none')] : ['--workspace', resolve(asked.workspace)]
  const process = start(join(root, 'remit'), ['serve', '--port', '0', '--api-rate', '0', '--json', ...from])
  let said = ''
  while (!said.trimEnd().endsWith('}')) said += (await once(process.stdout, 'data'))[0]
  return { address: JSON.parse(said).address, pids: () => tree(process.pid) }
}

async function startPeer(world) {
  const bin = ['/usr/lib/postgresql', '/usr/local/pgsql'].flatMap((d) => (existsSync(d) ? readdirSync(d).map((v) => join(d, v, 'bin')) : [])).filter((b) => existsSync(join(b, 'postgres'))).sort((a, b) => parseInt(b.split('/').at(-2)) - parseInt(a.split('/').at(-2)))[0]
  if (!bin) return { absent: 'PostgreSQL is not installed' }

  note('Starting PostgreSQL and filling it…')
  const port = await freePort()
  const data = join(work, 'postgres')
  // It refuses to run as root.
  const asItsUser = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
  mkdirSync(data)
  if (asItsUser.length) execFileSync('chown', ['postgres', data]), execFileSync('chmod', ['711', work])
  execFileSync(...command([...asItsUser, join(bin, 'initdb'), '-D', data, '--username=load', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']), { stdio: 'ignore' })
  const postgres = start(...command([...asItsUser, join(bin, 'postgres'), '-D', data, ...['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'shared_buffers=512MB', 'fsync=off', 'jit=off', 'random_page_cost=1.1'].flatMap((s) => ['-c', s])]))
  postgres.stop = async () => { postgres.kill('SIGINT'); await once(postgres, 'exit') }
  const database = `postgres://load@127.0.0.1:${port}/postgres`
  while (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', `${port}`]).status !== 0) await sleep(100)
  const psql = (args, input) => execFileSync(join(bin, 'psql'), ['--no-psqlrc', '-q', '-v', 'ON_ERROR_STOP=1', ...args, database], { stdio: [input ?? 'ignore', 'ignore', 'inherit'] })
  psql(['-f', join(here, '../peers/postcodes/tables.sql')])
  for (const table of ['postcodes', 'areas']) {
    const path = join(world, `${table}.csv`)
    const [columns] = await once(createInterface(createReadStream(path)), 'line')
    const from = openSync(path)
    psql(['-c', `copy ${table} (${columns.split(',').map((c) => `"${c.trim().toLowerCase()}"`)}) from stdin with (format csv, header)`], from)
    closeSync(from)
  }
  psql(['-f', join(here, '../peers/postcodes/indexes.sql')])

  const own = await freePort()
  const node = start('node', [join(here, '../peers/postcodes/server.mjs'), `${own}`, database, '2'])
  await once(createInterface(node.stdout), 'line')
  return {
    address: `http://127.0.0.1:${own}`, pids: () => [...tree(node.pid), ...tree(postgres.pid)],
    version: execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim().replace('postgres (PostgreSQL)', 'PostgreSQL'),
  }
}

/** Up to 50,000 postcodes from all over the table, or practices where there is none, mixed by a fixed rule. */
async function somePlaces(site, world) {
  let all = []
  if (world) {
    for await (const line of createInterface(createReadStream(join(world, 'postcodes.csv')))) all.push(line.slice(0, line.indexOf(',')))
    all = [...new Set(all.slice(1))].filter((p) => !p.startsWith('ZZ99'))
  } else {
    for (let page = 1, pages = 1; page <= pages; page++) {
      const table = await json(`${site.address}/api/v1/organisations?kind=GP+practice&on=${asked.day}&limit=10000&page=${page}`)
      all.push(...table.rows.map((r) => r.code))
      pages = table.pages
    }
  }

  let seed = 1
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
  for (let n = all.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1))
    ;[all[n], all[other]] = [all[other], all[n]]
  }
  return all.slice(0, 50_000)
}

/** Both must say the same of who commissions, of the board, of every line of the timeline and of what others commission, or nothing is measured. */
async function compare(site, peer, places) {
  for (const place of places) {
    const query = `?place=${encodeURIComponent(place)}&on=${asked.day}`
    const [ours, theirs] = await Promise.all([json(`${site.address}/api/v1/commissioner${query}`), json(`${peer.address}/commissioner${query}`)])
    const told = (a) => JSON.stringify([a.on, a.place, a.state, a.commissioner?.code, a.commissioner?.name, a.board?.code,
      a.timeline.map((t) => [t.first, t.last, t.commissioner]), a.others.filter((o) => o.care !== 'Care of the armed forces').map((o) => [o.care, o.code])])
    if (told(ours) !== told(theirs)) refuse(`The site and its peer differ about ${place}:\n${told(ours)}\n${told(theirs)}`)
  }
  return `${places.length.toLocaleString('en-GB')} places compared, field by field`
}

async function wrk({ address, pids }, paths, connections, seconds) {
  const before = cpu(pids())
  const process = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', join(here, 'paths.lua'), address, '--', paths], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  process.stdout.on('data', (text) => (said += text))
  await once(process, 'close')
  const figures = JSON.parse(said.split('\n').findLast((l) => l.startsWith('{')))
  return { ...figures, cpu: cpu(pids()) - before }
}

/** Seconds of processor time, user and system, that processes have used. */
function cpu(pids) {
  const ticks = 100
  return pids.reduce((sum, pid) => {
    const [, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=\S )/)
    const fields = rest.split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / ticks
  }, 0)
}

function tree(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(tree)]
}

function start(program, args) {
  const process = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  running.push(process)
  return process
}

function command([program, ...args]) {
  return [program, args]
}

function file(name, lines) {
  const path = join(work, name)
  writeFileSync(path, lines.join('\n') + '\n')
  return path
}

function count(world, name) {
  return (Number(execFileSync('wc', ['-l', join(world, name)], { encoding: 'utf8' }).split(' ')[0]) - 1).toLocaleString('en-GB')
}

async function json(address) {
  const answer = await fetch(address)
  if (!answer.ok) refuse(`${address} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

function whole(number) {
  return Math.round(number).toLocaleString('en-GB')
}

function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds))
}

function note(text) {
  console.error(text)
}

function refuse(text) {
  console.error(text)
  process.exit(3)
}
