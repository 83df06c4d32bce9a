// A look-up of postcodes as a good engineer would write one: Node's own HTTP server, a worker for each core, a pool, one prepared statement.
// GET /commissioner?place=POSTCODE&on=YYYY-MM-DD answers with the members of Remit's /api/v1/commissioner that stand in the same two tables.
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const { Pool, types } = createRequire(import.meta.url)('pg')
const [port, database, workers] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4])]

// Days stay text: they are compared as text and sent as text.
types.setTypeParser(1082, (day) => day)

const lookUp = {
  name: 'look-up',
  text: `select p."from", p."to", p.commissioner, p.icb, p.region, p.local_authority, a.name,
                d.name as name_then, d.specialised_hub, d.health_justice_hub, d.delegated, d.region as region_then, d.icb as board_then
         from postcodes p
         left join lateral (select name from areas a where a.commissioner = p.commissioner and (a."from" is null or a."from" <= coalesce(p."from", a."from")) and (a."to" is null or a."to" >= coalesce(p."from", a."to")) order by a."from" limit 1) a on true
         left join lateral (select * from areas d where d.commissioner = p.commissioner and (d."from" is null or d."from" <= $2::date) and (d."to" is null or d."to" >= $2::date) limit 1) d on true
         where p.postcode = $1 order by p."from" nulls first`,
}

if (cluster.isPrimary) {
  for (let n = 0; n < workers; n++) cluster.fork()
  let up = 0
  cluster.on('message', () => ++up === workers && console.log('up'))
} else {
  const pool = new Pool({ connectionString: database, max: 8 })
  const server = createServer(async (request, response) => {
    try {
      const { searchParams: asked } = new URL(request.url, 'http://here')
      const [place, on] = [(asked.get('place') ?? '').replace(/\s/g, '').toUpperCase(), asked.get('on') ?? new Date().toISOString().slice(0, 10)]
      if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) return send(response, 400, { error: 'on: wanted YYYY-MM-DD' })
      const { rows } = await pool.query({ ...lookUp, values: [place, on] })
      if (rows.length === 0) return send(response, 404, { error: 'not held' })
      send(response, 200, answer(place, on, rows))
    } catch (fault) {
      send(response, 500, { error: 'fault' })
      console.error(fault)
    }
  })
  server.keepAliveTimeout = 60_000
  server.listen(port, '127.0.0.1', () => process.send('up'))
}

function answer(place, on, rows) {
  const held = rows.find((r) => (r.from === null || r.from <= on) && (r.to === null || on <= r.to))
  const timeline = []
  for (const { from, to, commissioner, name } of rows) {
    const last = timeline.at(-1)
    if (last && last.commissioner === commissioner && last.last !== null && dayAfter(last.last) === from) last.last = to
    else timeline.push({ first: from, last: to, commissioner, name })
  }

  const others = []
  if (held?.specialised_hub) {
    if (held.delegated === 'Y' && held.board_then) others.push({ care: 'Specialised services that are delegated', code: held.board_then })
    others.push({ care: held.delegated === 'Y' ? 'Other specialised services' : 'Specialised services', code: held.specialised_hub })
  }
  if (held?.region_then) others.push({ care: 'Screening and immunisation (section 7A public health services)', code: held.region_then })
  if (held?.health_justice_hub) others.push({ care: 'Health care in prisons and other places of detention', code: held.health_justice_hub })
  if (held?.local_authority) others.push({ care: 'Public health services that the council commissions', code: held.local_authority })
  return {
    on,
    place: `${place.slice(0, -3)} ${place.slice(-3)}`,
    whereabouts: 'postcode',
    state: held ? (held.commissioner ? 'commissioned' : 'no_commissioner') : 'not_known',
    commissioner: held?.commissioner ? { code: held.commissioner, name: held.name_then } : null,
    board: held?.board_then ? { code: held.board_then } : null,
    timeline,
    others,
  }
}

function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function send(response, status, body) {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'cache-control': 'no-store' })
  response.end(text)
}
