-- The 2025/26 Commissioner Assignment Method, by hand, for DuckDB 1.5: every box, every way of finding a code, every flag.
-- Written from the chart and the manual (specs/responsibility), not from Remit's rulebook: it is what a good analyst would run instead.
-- $ACTIVITY, $WORLD and $OUT are filled in by run.mjs, which also says what code(x) does to a cell.

-- ---------------------------------------------------------------- reference tables, small enough to be prepared at leisure

CREATE TEMP TABLE areas_read AS
SELECT row_number() OVER () AS n, code(commissioner) AS commissioner, code(region) AS region, code(specialised_hub) AS hub, code(delegated) = 'Y' AS delegated,
       coalesce("from", DATE '0001-01-01') AS first_day, coalesce("to", DATE '9999-12-30') AS last_day
FROM read_csv('$WORLD/areas.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'commissioner': 'VARCHAR', 'name': 'VARCHAR', 'icb': 'VARCHAR', 'region': 'VARCHAR', 'specialised_hub': 'VARCHAR', 'health_justice_hub': 'VARCHAR',
    'delegated': 'VARCHAR', 'from': 'DATE', 'to': 'DATE'});

-- Of rows that hold on one day the first in the file counts: cut each key's days where a row begins or ends, and keep one row for each stretch.
CREATE TEMP TABLE areas AS
WITH cut AS (SELECT commissioner, first_day AS day FROM areas_read UNION SELECT commissioner, last_day + 1 FROM areas_read),
     stretch AS (SELECT commissioner, day AS first_day, coalesce(lead(day) OVER (PARTITION BY commissioner ORDER BY day) - 1, DATE '9999-12-30') AS last_day FROM cut)
SELECT s.commissioner, s.first_day, s.last_day, arg_min(r.delegated, r.n) AS delegated, first(r.hub ORDER BY r.n) AS hub
FROM stretch s JOIN areas_read r ON r.commissioner = s.commissioner AND s.first_day BETWEEN r.first_day AND r.last_day
GROUP BY ALL;

CREATE TEMP TABLE region_hubs AS
WITH hubs AS (SELECT * FROM areas_read WHERE hub IS NOT NULL AND region IS NOT NULL),
     cut AS (SELECT region, first_day AS day FROM hubs UNION SELECT region, last_day + 1 FROM hubs),
     stretch AS (SELECT region, day AS first_day, coalesce(lead(day) OVER (PARTITION BY region ORDER BY day) - 1, DATE '9999-12-30') AS last_day FROM cut)
SELECT s.region, s.first_day, s.last_day, arg_min(r.hub, r.n) AS hub
FROM stretch s JOIN hubs r ON r.region = s.region AND s.first_day BETWEEN r.first_day AND r.last_day
GROUP BY ALL;

CREATE TEMP TABLE sites AS
WITH sites_read AS (
         SELECT row_number() OVER () AS n, postcode_of(postcode) AS postcode, code(hub) AS hub,
                coalesce("from", DATE '0001-01-01') AS first_day, coalesce("to", DATE '9999-12-30') AS last_day
         FROM read_csv('$WORLD/detention_sites.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
             'name': 'VARCHAR', 'postcode': 'VARCHAR', 'hub': 'VARCHAR', 'from': 'DATE', 'to': 'DATE'})
         WHERE postcode IS NOT NULL),
     cut AS (SELECT postcode, first_day AS day FROM sites_read UNION SELECT postcode, last_day + 1 FROM sites_read),
     stretch AS (SELECT postcode, day AS first_day, coalesce(lead(day) OVER (PARTITION BY postcode ORDER BY day) - 1, DATE '9999-12-30') AS last_day FROM cut)
SELECT s.postcode, s.first_day, s.last_day, first(r.hub ORDER BY r.n) AS hub
FROM stretch s JOIN sites_read r ON r.postcode = s.postcode AND s.first_day BETWEEN r.first_day AND r.last_day
GROUP BY ALL;

-- 1.7 million postcodes lie in a few hundred kinds of place: the big table holds a number for each, so that its hash table stays small.
CREATE TEMP TABLE postcodes_read AS
SELECT postcode_of(postcode) AS postcode, code(country) AS country, code(commissioner) AS commissioner, code(icb) AS icb, code(region) AS region,
       code(local_authority) AS council, code(health_board) AS board
FROM read_csv('$WORLD/postcodes.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'postcode': 'VARCHAR', 'country': 'VARCHAR', 'commissioner': 'VARCHAR', 'icb': 'VARCHAR', 'region': 'VARCHAR', 'local_authority': 'VARCHAR', 'health_board': 'VARCHAR'});

CREATE TEMP TABLE places AS
SELECT row_number() OVER ()::INTEGER AS place, *,
       country IS NOT DISTINCT FROM 'E92000001' AS in_england,
       coalesce(country IN ('E92000001', 'W92000004', 'S92000003', 'N92000002'), false) AS in_uk,
       coalesce(icb IN ('QYG', 'QOC', 'QGH', 'QR1', 'QUY'), false)
           OR coalesce(council IN ('W06000004', 'W06000005', 'W06000006', 'W06000021', 'W06000023'), false) AS on_border
FROM (SELECT DISTINCT country, commissioner, icb, region, council, board FROM postcodes_read)
UNION ALL SELECT 0, NULL, NULL, NULL, NULL, NULL, NULL, false, false, false;

CREATE TEMP TABLE postcodes AS
SELECT r.postcode, p.place, r.postcode IN (SELECT postcode FROM sites) AS site
FROM postcodes_read r JOIN places p
  ON (r.country, r.commissioner, r.icb, r.region, r.council, r.board) IS NOT DISTINCT FROM (p.country, p.commissioner, p.icb, p.region, p.council, p.board)
WHERE p.place > 0
UNION ALL SELECT DISTINCT postcode, 0, true FROM sites WHERE postcode NOT IN (SELECT postcode FROM postcodes_read);

CREATE TEMP TABLE providers AS
SELECT code(provider_code) AS provider, code(specialised_hub) AS hub, coalesce(p.place, 0) AS main_site, m.commissioner AS host_commissioner
FROM read_csv('$WORLD/providers.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'provider_code': 'VARCHAR', 'name': 'VARCHAR', 'main_site_postcode': 'VARCHAR', 'specialised_hub': 'VARCHAR'}) r
LEFT JOIN postcodes p ON p.postcode = postcode_of(r.main_site_postcode)
LEFT JOIN places m USING (place);

CREATE TEMP TABLE services AS
SELECT code(service_code) AS service, code(status) AS status, code(highly_specialised) IS NOT DISTINCT FROM 'Y' AS highly,
       code(specialised) IS NOT DISTINCT FROM 'Y' OR highly AS specialised, code(cross_border) IS NOT DISTINCT FROM 'Y' AS cross_border
FROM read_csv('$WORLD/services.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'service_code': 'VARCHAR', 'year': 'VARCHAR', 'description': 'VARCHAR', 'status': 'VARCHAR', 'specialised': 'VARCHAR', 'highly_specialised': 'VARCHAR', 'cross_border': 'VARCHAR'})
WHERE year = '2025/26' AND service_code <> '99999999';

-- Only open practices count (active or proposed). What the boxes ask of a practice is worked out here, once.
CREATE TEMP TABLE practices AS
WITH practices_read AS (
         SELECT row_number() OVER () AS n, code(practice_code) AS practice, code(commissioner) AS commissioner, code(national_grouping) AS region,
                code(high_level_geography) AS geography, postcode_of(postcode) AS postcode,
                coalesce("from", DATE '0001-01-01') AS first_day, coalesce("to", DATE '9999-12-30') AS last_day
         FROM read_csv('$WORLD/practices.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
             'practice_code': 'VARCHAR', 'name': 'VARCHAR', 'status': 'VARCHAR', 'commissioner': 'VARCHAR', 'national_grouping': 'VARCHAR', 'high_level_geography': 'VARCHAR',
             'postcode': 'VARCHAR', 'from': 'DATE', 'to': 'DATE'})
         WHERE code(status) IN ('A', 'P')),
     cut AS (SELECT practice, first_day AS day FROM practices_read UNION SELECT practice, last_day + 1 FROM practices_read
             UNION SELECT practice, a.first_day FROM practices_read JOIN areas a USING (commissioner) UNION SELECT practice, a.last_day + 1 FROM practices_read JOIN areas a USING (commissioner)),
     stretch AS (SELECT practice, day AS first_day, coalesce(lead(day) OVER (PARTITION BY practice ORDER BY day) - 1, DATE '9999-12-30') AS last_day FROM cut),
     held AS (SELECT s.practice, s.first_day, s.last_day, min(r.n) AS n
              FROM stretch s JOIN practices_read r ON r.practice = s.practice AND s.first_day BETWEEN r.first_day AND r.last_day
              GROUP BY ALL),
     placed AS (SELECT held.*, r.commissioner, r.region, r.geography, r.postcode, a.country, a.council, a.region AS address_region, a.board,
                       f.commissioner AS in_force, coalesce(f.delegated, false) AS delegated
                FROM held JOIN practices_read r USING (n) LEFT JOIN postcodes USING (postcode) LEFT JOIN places a USING (place)
                LEFT JOIN areas f ON f.commissioner = r.commissioner AND held.first_day BETWEEN f.first_day AND f.last_day)
SELECT practice, in_force, delegated, first_day, last_day, commissioner, region, address_region, board,
       commissioner IS NOT DISTINCT FROM '13Q' AS forces,
       forces AND country IS NOT DISTINCT FROM 'E92000001' AS english_forces,
       coalesce(commissioner IN ('7A1', '7A2', '7A3', '7A4', '7A5', '7A6', '7A7'), false) AS welsh,
       coalesce(geography IN ('YAC', 'YAD', 'YAE', 'YAF'), false) AS island,
       coalesce(postcode LIKE 'BF%', false) AS forces_post,
       forces_post AND postcode NOT LIKE 'BF1%' AND postcode NOT LIKE 'BF2%' AS other_forces_post,
       region IS DISTINCT FROM 'W00' AND NOT island AND NOT forces_post AND NOT welsh AND (NOT forces OR english_forces) AS english,
       english AND geography IS DISTINCT FROM 'Q99' AS english_for_border,
       coalesce(council IN ('W06000004', 'W06000005', 'W06000006', 'W06000021', 'W06000023'), false) AS near_border
FROM placed;

-- ---------------------------------------------------------------- the activity

-- The optimiser cannot see how many lines a CSV file has. Left to itself it builds hash tables of the activity and puts lists of codes into joins:
-- three times slower. The joins are in the best order as they stand, each with its small table on the right.
SET disabled_optimizers = 'join_order,build_side_probe_side,in_clause';
SET preserve_insertion_order = false;

COPY (
WITH
-- What the record says. A line without its cells is skipped by the reader; one without an id, a type or a day in the year is left out here.
record AS (
    SELECT record_id, code(cds_type) AS cds, cds = '011' AS emergency, cds NOT IN ('011', '020') AS admitted,
           try_cast(CASE WHEN cds IN ('011', '020') THEN activity_date WHEN cds IN ('120', '130', '140', '150', '160') THEN discharge_date ELSE start_date END AS DATE) AS day,
           code(provider_code) AS provider, code(practice_code) AS practice_code_, postcode_of(postcode) AS home,
           code(overseas_category) AS category, code(administrative_category) AS administrative, code(source_of_admission) AS source,
           code(treatment_function) AS tfc, code(service_code) AS service, diagnoses, procedures,
           code(s7a_service) = 'Y' AS section7a, code(la_public_health) = 'Y' AS council_health, code(infertility_notice) = 'Y' AS notice, code(referred_via_ras) = 'Y' AS ras,
           code(reciprocal_agreement) AS agreement, code(placing_commissioner) AS placer
    FROM read_csv('$ACTIVITY', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', ignore_errors = true, columns = {
        'record_id': 'VARCHAR', 'cds_type': 'VARCHAR', 'activity_date': 'VARCHAR', 'start_date': 'VARCHAR', 'discharge_date': 'VARCHAR', 'provider_code': 'VARCHAR',
        'practice_code': 'VARCHAR', 'postcode': 'VARCHAR', 'overseas_category': 'VARCHAR', 'administrative_category': 'VARCHAR', 'source_of_admission': 'VARCHAR',
        'treatment_function': 'VARCHAR', 'service_code': 'VARCHAR', 'diagnoses': 'VARCHAR', 'procedures': 'VARCHAR', 's7a_service': 'VARCHAR', 'la_public_health': 'VARCHAR',
        'infertility_notice': 'VARCHAR', 'referred_via_ras': 'VARCHAR', 'reciprocal_agreement': 'VARCHAR', 'placing_commissioner': 'VARCHAR', 'placement_basis': 'VARCHAR'})
    WHERE record_id IS NOT NULL
      AND code(cds_type) IN ('011', '020', '120', '130', '140', '150', '160', '180', '190', '200')
),
-- What the tables say of it.
looked_up AS (
    SELECT r.*,
           r.practice_code_ IS NULL OR r.practice_code_ IN ('V81997', 'V81998', 'V81999') AS no_practice,
           g.in_force AS practice_in_force, g.delegated AS practice_delegated, g.commissioner AS practice_commissioner, g.region AS practice_region, g.address_region, g.board AS practice_board,
           coalesce(g.forces, false) AS forces, coalesce(g.english_forces, false) AS english_forces, coalesce(g.welsh, false) AS welsh, coalesce(g.island, false) AS island,
           coalesce(g.forces_post, false) AS forces_post, coalesce(g.other_forces_post, false) AS other_forces_post, coalesce(g.english, false) AS english,
           coalesce(g.english_for_border, false) AS english_for_border, coalesce(g.near_border, false) AS near_border,
           coalesce(p.provider, p3.provider) IS NOT NULL AS provider_found, CASE WHEN p.provider IS NULL THEN p3.hub ELSE p.hub END AS provider_hub,
           coalesce(p.main_site, p3.main_site, 0) AS main_site, CASE WHEN p.provider IS NULL THEN p3.host_commissioner ELSE p.host_commissioner END AS host_commissioner,
           r.home IS NULL OR r.home IN (postcode_of('ZZ99 3WZ'), postcode_of('ZZ99 3VZ'), postcode_of('ZZ99 3CZ'), postcode_of('ZZ99 3GZ'), postcode_of('ZZ99 1WZ'), postcode_of('ZZ99 2WZ')) AS pseudo,
           r.home IS NOT DISTINCT FROM postcode_of('ZZ99 3GZ') AS says_wales,
           coalesce(h.place, 0) AS home_place, d.postcode IS NOT NULL AS at_site, d.hub AS site_hub,
           coalesce(s.specialised, coalesce(r.service LIKE 'NCBPS%', false)) AS specialised, coalesce(s.highly, false) AS highly, coalesce(s.cross_border, false) AS cross_border,
           s.status, s.service IS NOT NULL AND r.service LIKE 'NCBPH%' AS public_health_line
    FROM record r
    LEFT JOIN practices g ON g.practice = CASE WHEN r.practice_code_ NOT IN ('V81997', 'V81998', 'V81999') THEN r.practice_code_ END AND r.day BETWEEN g.first_day AND g.last_day
    LEFT JOIN providers p ON p.provider = r.provider
    LEFT JOIN providers p3 ON p3.provider = CASE WHEN length(r.provider) > 3 THEN left(r.provider, 3) END
    LEFT JOIN postcodes h ON h.postcode = r.home
    LEFT JOIN sites d ON d.postcode = CASE WHEN h.site THEN r.home END AND r.day BETWEEN d.first_day AND d.last_day
    LEFT JOIN services s ON s.service = r.service
    WHERE r.day BETWEEN DATE '2025-04-01' AND DATE '2026-03-31'
),
lived AS (
    SELECT l.*, a.commissioner AS home_commissioner, a.country AS home_country, a.region AS home_region, a.council AS home_council, a.board AS home_board,
           l.pseudo OR a.in_england AS in_england, l.pseudo OR a.in_uk AS in_uk, a.on_border,
           l.says_wales OR coalesce(a.country = 'W92000004', false) AS in_wales,
           coalesce(l.category IN ('A', 'B', 'C', 'D', 'E', 'F'), false) AS category_recorded,
           coalesce(l.category NOT IN ('B', 'C', 'E'), true) AS resident_category,
           NOT l.emergency AND l.placer IS NOT NULL AS placed,
           l.no_practice OR l.at_site OR l.english_forces AS by_home_only
    FROM looked_up l
    JOIN places a ON a.place = CASE WHEN l.pseudo THEN l.main_site ELSE l.home_place END
),
-- The boxes, down to the one that settles it. ("C-0>…" goes on to the common boxes E to C-6.)
boxed AS (
    SELECT *,
           resident_category AND NOT forces_post AND NOT island AND in_uk AS resident,
           welsh AND on_border AS wb1,
           english_for_border AND on_border AS wb2,
           in_england AND NOT (says_wales AND welsh) AS wb3,
           coalesce(category IN ('D', 'F'), false) OR coalesce(administrative = '02', false) AS pays,
           english OR (NOT pseudo AND in_uk) AS population,
           -- Searching for a few letters first is several times cheaper than the whole pattern.
           CASE WHEN contains(codes(diagnoses), 'N46') OR contains(codes(diagnoses), 'N97') OR contains(codes(diagnoses), 'Z3')
                THEN regexp_matches(codes(diagnoses), '(^|;)(N46|N97|Z31|Z350)') ELSE false END
               OR CASE WHEN contains(codes(procedures), 'Q') OR contains(codes(procedures), 'Y96') OR contains(codes(procedures), 'N34')
                       THEN regexp_matches(codes(procedures), '(^|;)(N34[1-6]|Q13[1-9]|Q21[189]|Q38[23]|Q48[123489]|Q56[12]|Y96[1-689])(;|$)') ELSE false END AS infertility,
           CASE WHEN emergency THEN CASE WHEN NOT in_england THEN 'A&E-1' WHEN english_forces THEN 'A&E-J' ELSE 'A&E' END
                WHEN pays THEN 'A'
                WHEN NOT resident THEN
                    CASE WHEN highly AND home IN (
                             postcode_of('ZZ99 4MZ'), postcode_of('ZZ99 2DZ'), postcode_of('ZZ99 4UZ'), postcode_of('ZZ99 5VZ'), postcode_of('ZZ99 6AZ'), postcode_of('ZZ99 5XZ'), postcode_of('ZZ99 4FZ'), postcode_of('ZZ99 7LZ'), postcode_of('ZZ99 4BZ'), postcode_of('ZZ99 4GZ'), postcode_of('ZZ99 4QZ'), postcode_of('ZZ99 4RZ'), postcode_of('ZZ99 4XZ'), postcode_of('ZZ99 4LZ'), postcode_of('ZZ99 7RZ'),
                             postcode_of('ZZ99 7SZ'), postcode_of('ZZ99 2EZ'), postcode_of('ZZ99 5BZ'), postcode_of('ZZ99 4EZ'), postcode_of('ZZ99 2AZ'), postcode_of('ZZ99 4YZ'), postcode_of('ZZ99 4JZ'), postcode_of('ZZ99 3AZ'), postcode_of('ZZ99 4ZZ'), postcode_of('ZZ99 5YZ'), postcode_of('ZZ99 5UZ'), postcode_of('ZZ99 4HZ'), postcode_of('ZZ99 2CZ'), postcode_of('ZZ99 4PZ')) THEN 'B-2'
                         WHEN agreement = 'Y' THEN CASE WHEN population THEN 'B-3 resp' ELSE 'B-3 host' END
                         WHEN agreement <> 'N' THEN 'B-3 named'
                         WHEN population THEN 'B-4' ELSE 'B-4 host' END
                WHEN wb1 OR NOT (wb2 OR wb3) THEN
                    CASE WHEN NOT specialised THEN 'C' WHEN cross_border THEN 'C-1' WHEN NOT wb1 THEN 'WB-10' WHEN ras OR in_wales THEN 'C-3' ELSE 'C-3 no' END
                WHEN specialised AND status IS DISTINCT FROM 'GREEN' THEN CASE WHEN provider_hub IS NOT NULL THEN 'C-2' ELSE 'C-2 no' END
                WHEN NOT specialised AND tfc IN ('140', '141', '142', '143', '144', '145', '217', '450', '451') THEN 'D'
                WHEN at_site AND (NOT admitted OR source IN ('40', '39')) THEN 'E'
                WHEN section7a OR public_health_line THEN 'F'
                WHEN council_health THEN 'H'
                WHEN infertility THEN CASE WHEN notice THEN 'I-1' ELSE 'I-1 no' END
                WHEN english_forces THEN 'J'
                WHEN NOT specialised THEN 'C-5'
                ELSE 'C-6' END AS box
    FROM lived
),
-- The responsible location or the host, where the box asks for one.
located AS (
    SELECT *,
           box IN ('A&E', 'B-3 resp', 'B-4', 'D', 'I-1 no', 'C-5', 'C-6') AS asks_location,
           CASE WHEN box IN ('A&E-1', 'B-3 host', 'B-4 host') THEN 'host'
                WHEN NOT asks_location THEN NULL
                WHEN placed THEN 'placed'
                WHEN NOT by_home_only AND english AND practice_commissioner IS NOT NULL THEN 'practice'
                WHEN pseudo THEN 'host'
                WHEN home_commissioner IS NOT NULL THEN 'home'
                ELSE 'last' END AS step,
           CASE step WHEN 'placed' THEN placer WHEN 'practice' THEN practice_commissioner WHEN 'home' THEN home_commissioner WHEN 'host' THEN host_commissioner WHEN 'last' THEN host_commissioner END AS candidate
    FROM boxed
),
in_force AS (
    SELECT l.*, CASE WHEN l.step = 'practice' THEN l.practice_in_force ELSE f.commissioner END AS location,
           l.box = 'C-6' AND location IS NOT NULL AND NOT CASE WHEN l.step = 'practice' THEN l.practice_delegated ELSE f.delegated END AS by_population
    FROM located l
    LEFT JOIN areas f ON f.commissioner = CASE WHEN l.step <> 'practice' THEN l.candidate END AND l.day BETWEEN f.first_day AND f.last_day
),
populated AS (
    SELECT i.*, CASE WHEN i.by_home_only THEN q.hub WHEN i.english THEN w.hub END AS population_hub
    FROM in_force i
    LEFT JOIN areas q ON q.commissioner = CASE WHEN i.by_population THEN i.home_commissioner END AND i.day BETWEEN q.first_day AND q.last_day
    LEFT JOIN region_hubs w ON w.region = CASE WHEN i.by_population THEN i.practice_region END AND i.day BETWEEN w.first_day AND w.last_day
),
coded AS (
    SELECT *,
           box IN ('B-2', 'C-1', 'C-3 no', 'C-2') OR (by_population AND population_hub IS NULL) AS asks_provider_hub,
           CASE WHEN box = 'F' THEN CASE WHEN forces AND address_region IS NOT NULL THEN address_region WHEN NOT forces AND english AND practice_region IS NOT NULL THEN practice_region END END AS region_by_practice,
           CASE WHEN asks_provider_hub THEN provider_hub
                WHEN by_population THEN population_hub
                WHEN step IS NOT NULL THEN location
                WHEN box = 'A' THEN 'VPP00'
                WHEN box IN ('A&E-J', 'J', 'I-1') THEN '13Q'
                WHEN box = 'B-3 named' THEN agreement
                WHEN box = 'C' THEN CASE WHEN says_wales THEN 'W01' WHEN in_england THEN coalesce(practice_board, practice_commissioner, home_board) ELSE home_board END
                WHEN box = 'WB-10' THEN CASE WHEN in_wales THEN '7A5HC' WHEN home_country = 'S92000003' THEN 'SD002' END
                WHEN box = 'C-3' THEN '7A5HC'
                WHEN box = 'E' THEN site_hub
                WHEN box = 'F' THEN coalesce(region_by_practice, home_region)
                WHEN box = 'H' THEN home_council END AS payer
    FROM populated
),
flagged AS (
    SELECT *,
           emergency OR (resident AND box <> 'A' AND NOT wb1 AND NOT wb2) AS asks_home,
           NOT no_practice AND practice_commissioner IS NULL AS f_practice,
           (NOT pseudo AND home_place = 0 AND home NOT LIKE 'ZZ99%') OR (pseudo AND provider_found AND main_site = 0)
               OR (step IN ('host', 'last') AND provider_found AND host_commissioner IS NULL)
               OR (box = 'F' AND payer IS NULL) OR (box = 'H' AND payer IS NULL)
               OR (box = 'C' AND NOT says_wales AND (payer IS NULL OR (in_england AND practice_board IS NULL AND practice_commissioner IS NOT NULL))) AS f_postcode,
           (box = 'C-2 no' AND provider_found) OR (asks_provider_hub AND provider_found AND provider_hub IS NULL) OR (box IN ('E', 'WB-10') AND payer IS NULL) AS f_hub,
           candidate IS NOT NULL AND location IS NULL AS f_area,
           NOT emergency AND NOT category_recorded AS f_blank,
           says_wales AND (asks_home OR box = 'C') AS k9,
           box IN ('B-3 resp', 'B-3 host', 'B-4', 'B-4 host') AND NOT ((population AND english AND in_england) OR (NOT population AND NOT english AND NOT in_england)) AS k5,
           NOT emergency AND resident AND wb1 AND NOT near_border AS k10,
           step = 'last' OR (by_population AND population_hub IS NULL) AS k11,
           NOT emergency AND NOT resident AND other_forces_post AND resident_category AS k12,
           NOT emergency AND resident AND NOT wb1 AND (wb2 OR wb3) AND specialised AND (status IS NULL OR status NOT IN ('RED', 'GREEN')) AS k2
    FROM coded
)
SELECT record_id,
       CASE WHEN by_population THEN 'SPECIALISED_PRACTICE_HUB'
            WHEN placed AND box IN ('B-4', 'D', 'I-1 no', 'C-5', 'C-6') THEN 'PLACED'
            WHEN box IN ('A&E', 'B-4', 'D', 'I-1 no', 'C-5', 'C-6') THEN 'RESPONSIBLE'
            WHEN box IN ('A&E-1', 'B-4 host') THEN 'HOST'
            WHEN box = 'A' THEN 'PRIVATE'
            WHEN box IN ('B-2', 'C-1', 'C-3 no', 'C-2') THEN 'SPECIALISED_PROVIDER_HUB'
            WHEN box = 'C' THEN 'DEVOLVED_BOARD'
            WHEN box = 'F' THEN 'PUBLIC_HEALTH'
            WHEN box = 'H' THEN 'LOCAL_AUTHORITY'
            WHEN box = 'E' THEN 'HEALTH_JUSTICE'
            WHEN box IN ('A&E-J', 'J', 'I-1') THEN 'ARMED_FORCES'
            WHEN box = 'C-2 no' THEN 'NO_PAYER'
            WHEN box IN ('WB-10', 'C-3') THEN 'DEVOLVED_SPECIALISED'
            ELSE 'RECIPROCAL' END AS outcome,
       payer AS commissioner,
       CASE WHEN by_population THEN '21'
            WHEN box IN ('A&E', 'A&E-1', 'B-3 resp', 'B-3 host', 'B-4', 'B-4 host', 'I-1 no', 'C-5') THEN '12'
            WHEN box IN ('B-2', 'C-1', 'C-3 no', 'C-2') THEN '21'
            WHEN box = 'D' THEN '55' WHEN box = 'C-6' THEN '25' WHEN box = 'E' THEN '71' WHEN box = 'F' THEN '81' WHEN box IN ('A&E-J', 'J', 'I-1') THEN '61' END AS service_category,
       CASE WHEN payer IS NULL THEN NULL
            WHEN asks_provider_hub THEN 'provider'
            WHEN by_population THEN CASE WHEN NOT by_home_only THEN 'practice' WHEN pseudo THEN 'provider-main-site' ELSE 'postcode' END
            WHEN step = 'practice' THEN 'practice'
            WHEN step = 'home' THEN 'postcode'
            WHEN step = 'placed' THEN 'evidence'
            WHEN step IN ('host', 'last') THEN 'provider-main-site'
            WHEN box IN ('B-3 named', 'I-1') THEN 'evidence'
            WHEN box = 'E' THEN 'site'
            WHEN box IN ('F', 'H') THEN CASE WHEN region_by_practice IS NOT NULL THEN 'practice' WHEN pseudo THEN 'provider-main-site' ELSE 'postcode' END
            WHEN box = 'C' THEN CASE WHEN says_wales THEN 'fixed' WHEN in_england AND (practice_board IS NOT NULL OR practice_commissioner IS NOT NULL) THEN 'practice' ELSE 'postcode' END
            ELSE 'fixed' END AS method,
       CASE WHEN emergency THEN CASE box WHEN 'A&E-1' THEN 'A&E-1' ELSE 'A&E-1>J' END
            WHEN box = 'A' THEN 'A'
            WHEN box = 'C-5' AND wb3 AND NOT wb2 AND NOT placed THEN 'A>B>WB-1>WB-2>WB-3>C-0>D>E>F>H>I>J>C-5' -- nine in ten, and no text to put together
            ELSE CASE WHEN NOT resident THEN CASE WHEN highly THEN 'A>B>B-1>B-2' ELSE 'A>B>B-1>' END
                      WHEN wb1 THEN 'A>B>WB-1>C'
                      WHEN wb2 THEN 'A>B>WB-1>WB-2>C-0>'
                      WHEN wb3 THEN 'A>B>WB-1>WB-2>WB-3>C-0>'
                      ELSE 'A>B>WB-1>WB-2>WB-3>C' END
              || CASE box WHEN 'C-5' THEN 'D>E>F>H>I>J>C-5'
                          WHEN 'D' THEN 'D'
                          WHEN 'C-2' THEN 'C-0a>C-2'
                          WHEN 'C-2 no' THEN 'C-0a>C-2'
                          WHEN 'C-6' THEN 'C-0a>E>F>H>I>J>C-5>C-6'
                          WHEN 'C' THEN '' WHEN 'C-1' THEN '>C-1' WHEN 'WB-10' THEN '>C-1>WB-10' WHEN 'C-3' THEN '>C-1>WB-10>C-3' WHEN 'C-3 no' THEN '>C-1>WB-10>C-3'
                          WHEN 'B-2' THEN ''
                          ELSE CASE WHEN NOT resident THEN CASE WHEN highly THEN '>' ELSE '' END || CASE WHEN box IN ('B-4', 'B-4 host') THEN 'B-3>B-4' ELSE 'B-3' END
                                    ELSE CASE WHEN specialised THEN 'C-0a>' ELSE 'D>' END
                                      || CASE box WHEN 'E' THEN 'E' WHEN 'F' THEN 'E>F' WHEN 'H' THEN 'E>F>H' WHEN 'J' THEN 'E>F>H>I>J' ELSE 'E>F>H>I>I-1' END END END
              || CASE WHEN placed AND NOT by_population AND box IN ('B-4', 'D', 'I-1 no', 'C-5', 'C-6') THEN '>WHO-PAYS' ELSE '' END END AS path,
       CASE WHEN box = 'A' THEN NULL
            WHEN f_practice OR f_postcode OR NOT provider_found OR f_hub OR f_area OR f_blank OR k9 OR k5 OR k10 OR k11 OR k12 OR k2 OR box = 'C-3' OR box = 'E' THEN
                nullif(concat_ws(';',
                    CASE WHEN k2 THEN 'K2' END,
                    CASE WHEN box = 'E' AND admitted AND source = '39' THEN 'K3' END,
                    CASE WHEN f_blank AND resident THEN 'K4' END,
                    CASE WHEN k5 THEN 'K5' END,
                    CASE WHEN box = 'C-3' THEN CASE WHEN ras THEN 'K7' ELSE 'K8' END END,
                    CASE WHEN k9 THEN 'K9' END,
                    CASE WHEN k10 THEN 'K10' END,
                    CASE WHEN k11 THEN 'K11' END,
                    CASE WHEN k12 THEN 'K12' END,
                    CASE WHEN f_practice THEN 'no-practice-match' END,
                    CASE WHEN f_postcode THEN 'no-postcode-match' END,
                    CASE WHEN NOT provider_found THEN 'no-provider-match' END,
                    CASE WHEN f_hub THEN 'no-hub' END,
                    CASE WHEN f_area THEN 'no-area-match' END,
                    CASE WHEN f_blank THEN 'overseas-category-blank' END), '') END AS flags
FROM flagged
) TO '$OUT' (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"');
